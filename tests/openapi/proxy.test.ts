import { wholeReply } from '@palermo/shared/light-reply.ts'
import { createLogger } from '@stoplight/prism-core'
import { getHttpOperationsFromSpec } from '@stoplight/prism-http'
import { createServer } from '@stoplight/prism-http-server'
import { v7 } from 'uuid'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { adult } from '../referrals/story.ts'
import { aTaskForce, type TaskForce, type TestPerson } from '../task-force.ts'

// A proxy that knows only the OpenAPI document stands between client and server, and refuses every request and reply
// that differs from the document.

let force: TaskForce
let proxy: ReturnType<typeof createServer>
let address: string
let officer: TestPerson
let caseworker: TestPerson
let lead: TestPerson
let administrator: TestPerson

beforeAll(async () => {
  force = await aTaskForce()
  const ngo = await force.agency('ngo')
  officer = await force.person(await force.agency('police'), 'officer')
  caseworker = await force.person(ngo, 'caseworker')
  const secretariat = await force.agency('secretariat')
  lead = await force.person(secretariat, 'lead')
  administrator = await force.person(secretariat, 'administrator')
  const upstream = await force.app.listen({ host: '127.0.0.1', port: 0 })
  const document = (await force.app.inject({ method: 'GET', url: '/api/openapi.json' })).json<object>()
  proxy = createServer(await getHttpOperationsFromSpec(document), {
    components: { logger: createLogger('validating proxy', { level: 'silent' }) },
    cors: false,
    config: {
      isProxy: true,
      upstream: new URL(upstream),
      upstreamProxy: undefined,
      mock: { dynamic: false },
      checkSecurity: true,
      validateRequest: true,
      validateResponse: true,
      errors: true,
    },
  })
  address = await proxy.listen(0, '127.0.0.1')
})
afterAll(async () => {
  await proxy.close()
  await force.end()
})

interface Reply {
  status: number
  body: Record<string, unknown>
}

/**
 * Sends a request through the proxy, which replies with an error if the request or the server's reply differs from the
 * document.
 */
const through = async (
  person: TestPerson,
  method: string,
  to: string,
  body?: unknown,
  headers: Record<string, string> = {},
): Promise<Reply> => {
  const reply = await fetch(`${address}/api${to}`, {
    method,
    headers: {
      authorization: `Bearer ${person.token}`,
      ...headers,
      ...(body === undefined ? {} : { 'content-type': 'application/json', 'idempotency-key': v7() }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  const text = await reply.text()
  const read = (text === '' ? {} : JSON.parse(text)) as Record<string, unknown>
  expect(`${read.type ?? ''} ${JSON.stringify(read.validation ?? '')}`, `${method} ${to}`).not.toMatch(
    /stoplight\.io|prism/,
  )
  expect(reply.headers.get('sl-violations'), `${method} ${to}`).toBeNull()
  return { status: reply.status, body: read }
}

test('a referral goes from draft to service, and each request and reply is as the document says', async () => {
  const draft = await through(officer, 'POST', '/referrals', {
    kind: 'lead',
    toAgencyId: caseworker.agencyId,
    formId: 'intake-short',
    formVersion: 1,
    answers: adult,
  })
  expect(draft.status).toBe(201)
  const { id, version } = draft.body as { id: string; version: number }
  const act = (person: TestPerson, action: string, at: number, input: object = {}, headers = {}) =>
    through(person, 'POST', `/referrals/${id}/actions`, { action, version: at, ...input }, headers)
  const sent = await act(officer, 'send', version)
  expect(sent.status).toBe(200)
  const accepted = await act(caseworker, 'accept', sent.body.version as number, {}, wholeReply)
  expect(accepted.status).toBe(200)
  const stale = await act(caseworker, 'accept', version)
  expect(stale.status).toBe(409)
  const { caseId } = accepted.body as { caseId: string }
  for (const to of [`/referrals/${id}`, `/cases/${caseId}`, `/cases/${caseId}/timeline`, `/documents?caseId=${caseId}`])
    expect((await through(caseworker, 'GET', to)).status, to).toBe(200)
})

test.each([
  [
    'caseworker',
    ['/work-items?side=owes', '/referrals?box=inbox', '/cases?mine=true', '/agencies', '/notices', '/deadlines'],
  ],
  ['lead', ['/dashboards/work', '/dashboards/work/list?number=sent', '/statistics', '/snapshots', '/briefs']],
  ['administrator', ['/people', '/queues', '/jurisdictions', '/forms/all/versions', '/deliveries']],
])('what the pages of a %s read is as the document says', async (who, addresses) => {
  const person = { caseworker, lead, administrator }[who]
  if (!person) throw new Error(who)
  for (const to of addresses) expect((await through(person, 'GET', to)).status, to).toBeLessThan(500)
})

test('control: the proxy refuses a request that the document does not know', async () => {
  const reply = await fetch(`${address}/api/referrals`, {
    method: 'POST',
    headers: { authorization: `Bearer ${officer.token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ kind: 'no kind' }),
  })
  expect(reply.status).toBe(422)
  expect(await reply.text()).toMatch(/stoplight\.io/)
})
