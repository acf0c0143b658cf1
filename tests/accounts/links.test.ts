import type { Person } from '@palermo/shared/accounts/contract.ts'
import type { LinkState } from '@palermo/shared/accounts/links.ts'
import type { DeliveryPage } from '@palermo/shared/notices/contract.ts'
import { sendLinks } from '@palermo/workers/accounts/jobs.ts'
import { openLog } from '@palermo/workers/log.ts'
import { sendOutboundMessages } from '@palermo/workers/notices/jobs.ts'
import { newTally } from '@palermo/workers/tally.ts'
import type { ParsedMail } from 'mailparser'
import { v7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { aTaskForce, password as firstPassword, type TaskForce, type TestPerson } from '../task-force.ts'
import { type ByHand, byHand } from '../workers/by-hand.ts'
import { aMailServer, type MailServer } from '../workers/mail-server.ts'
import { link as house, settingsFor } from '../workers/working.ts'

const heard: string[] = []
let force: TaskForce
let mail: MailServer
let worker: ByHand
let ngo: string
let administrator: TestPerson
let caseworker: TestPerson

beforeAll(async () => {
  force = await aTaskForce('int', heard)
  mail = await aMailServer()
  worker = byHand(force)
  ngo = await force.agency('ngo')
  administrator = await force.person(await force.agency('secretariat'), 'administrator')
  caseworker = await force.person(ngo, 'caseworker')
})
afterAll(async () => {
  await worker.end()
  await mail.end()
  await force.end()
})

let place = 0
const post = async (path: string, payload: object) => {
  const reply = await force.app.inject({
    method: 'POST',
    url: `/api${path}`,
    payload,
    remoteAddress: `10.9.0.${++place % 250}`,
  })
  return { status: reply.statusCode, body: reply.body === '' ? null : reply.json() }
}
const signIn = async (email: string, password: string) => (await post('/sign-in', { email, password })).status
const forgot = (email: string) => post('/password/forgotten', { email })
const choose = (token: string, password: string) => post('/password/chosen', { token, password })
const invite = (more: object = {}) =>
  force.as(administrator)<Person>(
    'POST',
    '/people',
    { agencyId: ngo, name: 'Canary Newcomer', email: `${v7()}@example.test`, function: 'caseworker', ...more },
    { 'idempotency-key': v7() },
  )
const lettersTo = (email: string): ParsedMail[] =>
  mail.letters.flatMap(({ mail: one }) => (JSON.stringify(one.to).includes(email) ? [one] : []))
/** Does what the worker process does: writes notifications, creates links and sends outbound messages. */
const deliver = async () => {
  await worker.tell()
  await sendLinks(worker.db, () => {})
  await sendOutboundMessages(
    worker.db,
    settingsFor(force, { smtpUrl: mail.url }),
    newTally(),
    openLog('silent'),
    () => false,
  )
}
/** The nth e-mail to this address, after everything due was sent. */
const letterTo = async (email: string, nth = 1): Promise<ParsedMail> => {
  await deliver()
  const letter = lettersTo(email)[nth - 1]
  if (!letter) throw new Error(`${email} has no letter number ${nth}`)
  return letter
}
const tokenIn = (letter: ParsedMail): string => {
  const [, token] = /\/choose-password#([\w-]{43})\n/.exec(letter.text ?? '') ?? []
  if (!token) throw new Error(`no link in ${letter.text}`)
  return token
}
const stateOf = async (id: string) => (await force.as(administrator)<LinkState>('GET', `/people/${id}/link`)).body
const next = 'a sentence that only I know'

describe('an invited person', () => {
  test('chooses a password under the link and signs in with it, and the link is used up', async () => {
    const { body: person, status } = await invite()
    expect(status).toBe(201)
    const letter = await letterTo(person.email)
    expect(letter.subject).toBe('Your account is ready')
    expect(letter.text).not.toMatch(/traffick|palermo\b.*agency|Canary|referral|case/i)
    const token = tokenIn(letter)
    expect(letter.text).toContain(`${house}/choose-password#${token}`)
    expect(await post('/password/link', { token })).toMatchObject({
      status: 200,
      body: { purpose: 'invitation', email: person.email },
    })
    expect(await stateOf(person.id)).toMatchObject({
      hasPassword: false,
      purpose: 'invitation',
      usedAt: null,
      endedAt: null,
    })
    expect(await choose(token, next)).toEqual({ status: 204, body: null })
    expect(await signIn(person.email, next)).toBe(200)
    expect(await choose(token, 'another long password')).toMatchObject({ status: 404 })
    expect(await signIn(person.email, next)).toBe(200)
    expect(await stateOf(person.id)).toMatchObject({ hasPassword: true, usedAt: expect.any(String) })
  })

  test('may be sent another link, which ends the one before', async () => {
    const { body: person } = await invite()
    const first = tokenIn(await letterTo(person.email))
    expect((await force.as(administrator)('POST', `/people/${person.id}/link`)).status).toBe(200)
    const second = tokenIn(await letterTo(person.email, 2))
    expect((await choose(first, next)).status).toBe(404)
    expect((await choose(second, next)).status).toBe(204)
  })

  test('is invited once, even if the button is pressed twice', async () => {
    const key = v7()
    const body = { agencyId: ngo, name: 'Twice', email: `${v7()}@example.test`, function: 'officer' }
    for (const _ of [1, 2])
      expect((await force.as(administrator)('POST', '/people', body, { 'idempotency-key': key })).status).toBe(201)
    const [row] = await force.owner`
      select count(*)::int as n from authz.links l join app.people p on p.id = l.person_id where p.email = ${body.email}`
    expect(row?.n).toBe(1)
  })
})

describe('a person who forgot their password', () => {
  test('gets a link for an hour and chooses a new password, all sessions end, and the owner is notified', async () => {
    const person = await force.person(ngo, 'caseworker')
    expect(await forgot(person.email.toUpperCase())).toEqual({ status: 202, body: null })
    const token = tokenIn(await letterTo(person.email))
    expect((await force.as(person)('GET', '/me')).status).toBe(200)
    const { body } = await post('/password/link', { token })
    expect(Date.parse(body.expiresAt) - Date.now()).toBeLessThanOrEqual(3_600_000)
    expect(await signIn(person.email, firstPassword)).toBe(200)
    expect((await choose(token, next)).status).toBe(204)
    expect((await force.as(person)('GET', '/me')).status).toBe(401)
    expect(await signIn(person.email, firstPassword)).toBe(401)
    expect(await signIn(person.email, next)).toBe(200)
    await deliver()
    // Among the e-mails is also a warning about a new device, because this test signs in from one.
    expect(lettersTo(person.email).map(({ subject }) => subject)).toContain('Your password was changed')
  })

  test('gets the same answer as without an account, and both cost one row', async () => {
    const rows = async () =>
      (await force.owner<{ n: number }[]>`select max(id)::int as n from authz.link_requests`)[0]?.n ?? 0
    const before = await rows()
    const known = await forgot(caseworker.email)
    const unknown = await forgot(`nobody-${v7()}@example.test`)
    expect(known).toEqual(unknown)
    expect((await rows()) - before).toBe(2)
    await letterTo(caseworker.email)
    const [kept] = await force.owner`select count(email)::int as n from authz.link_requests`
    expect(kept?.n).toBe(0)
    expect(mail.letters.some(({ source }) => source.includes('nobody-'))).toBe(false)
  })

  test('cannot be flooded: three links an hour are sent', async () => {
    const person = await force.person(ngo, 'caseworker')
    for (let i = 0; i < 6; i++) expect((await forgot(person.email)).status).toBe(202)
    const address = force.owner`select count(*)::int as n from authz.link_requests where address = authz.address_of(${person.email})`
    expect((await address)[0]?.n).toBe(3)
  })

  test('cannot use an old link, nor one replaced by a password set by hand', async () => {
    const late = await force.person(ngo, 'caseworker')
    await forgot(late.email)
    const old = tokenIn(await letterTo(late.email))
    await force.owner`update authz.links set expires_at = now() - interval '1 second' where person_id = ${late.id}`
    expect((await post('/password/link', { token: old })).status).toBe(404)
    expect((await choose(old, next)).status).toBe(404)

    const helped = await force.person(ngo, 'caseworker')
    await forgot(helped.email)
    const overtaken = tokenIn(await letterTo(helped.email))
    await force.as(administrator)('POST', `/people/${helped.id}/link`)
    expect((await choose(overtaken, next)).status).toBe(404)
  })

  test('and is disabled gets no link, and an open one opens nothing', async () => {
    const person = await force.person(ngo, 'caseworker')
    await forgot(person.email)
    const token = tokenIn(await letterTo(person.email))
    await force.as(administrator)('PATCH', `/people/${person.id}`, { version: 1, disabled: true })
    expect((await choose(token, next)).status).toBe(404)
    expect((await force.as(administrator)('POST', `/people/${person.id}/link`)).status).toBe(409)
    await forgot(person.email)
    await deliver()
    const [open] = await force.owner`select count(email)::int as n from authz.link_requests`
    expect(open?.n).toBe(0)
    expect(lettersTo(person.email).filter(({ text }) => text?.includes('choose-password'))).toHaveLength(1)
  })

  test('of two concurrent uses of one link at once, one succeeds', async () => {
    const person = await force.person(ngo, 'caseworker')
    await forgot(person.email)
    const token = tokenIn(await letterTo(person.email))
    const replies = await Promise.all([1, 2, 3, 4].map((n) => choose(token, `long password number ${n}`)))
    expect(replies.map(({ status }) => status).sort()).toEqual([204, 404, 404, 404])
  })
})

test('a token stands in the letter alone: in no log, no table, and no address that is sent to a server', async () => {
  const tokens = mail.letters.flatMap(({ mail: { text } }) => /#([\w-]{43})/.exec(text ?? '')?.[1] ?? [])
  expect(tokens.length).toBeGreaterThan(5)
  // Makes the database function fail: the error must be logged without the token that the request contained.
  await force.owner`alter function authz.link_of(bytea, text) rename to link_of_gone`
  expect((await choose(tokens[0] ?? '', next)).status).toBe(500)
  await force.owner`alter function authz.link_of_gone(bytea, text) rename to link_of`
  const tables = await force.owner<{ name: string }[]>`
    select c.oid::regclass::text as name from pg_class c where c.relkind = 'r' and c.relnamespace::regnamespace::text in ('app', 'authz', 'aud', 'bullmq')`
  const rows = await Promise.all(
    tables.map(({ name }) => force.owner.unsafe(`select row_to_json(t)::text as line from ${name} t`)),
  )
  const everything = heard.join('\n') + JSON.stringify(rows)
  expect(heard.length).toBeGreaterThan(0)
  for (const token of tokens) expect(everything).not.toContain(token)
})

test('only an administrator sends a link, and only the sign-in login uses one', async () => {
  expect((await force.as(caseworker)('POST', `/people/${administrator.id}/link`)).status).toBe(403)
  expect((await force.as(caseworker)('POST', `/people/${caseworker.id}/link`)).status).toBe(403)
  expect((await force.as(caseworker)('GET', `/people/${caseworker.id}/link`)).status).toBe(403)
  expect((await force.as(administrator)('POST', `/people/${v7()}/link`)).status).toBe(404)
})

test('the delivery log lists e-mails about accounts without names', async () => {
  const log = await force.as(administrator)<DeliveryPage>('GET', '/deliveries?limit=100')
  const topics = log.body.items.map(({ topic }) => topic)
  expect(topics).toEqual(expect.arrayContaining(['account.invitation', 'account.reset', 'account.password-changed']))
  expect(JSON.stringify(log.body)).not.toMatch(/@|choose-password/)
})

test.each([
  ['/password/forgotten', { email: 'nobody' }],
  ['/password/forgotten', {}],
  ['/password/link', { token: 'short' }],
  ['/password/link', { token: `${'x'.repeat(42)}!` }],
  ['/password/chosen', { token: 'x'.repeat(43), password: 'short' }],
  ['/password/chosen', { token: 'x'.repeat(43), password: next, more: 1 }],
])('%s refuses what it cannot read', async (path, body) => {
  expect((await post(path, body)).status).toBe(422)
})
