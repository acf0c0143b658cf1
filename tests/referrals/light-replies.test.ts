import type { Case } from '@palermo/shared/cases/contract.ts'
import { wholeReply } from '@palermo/shared/light-reply.ts'
import type { LightReferral, Referral } from '@palermo/shared/referrals/contract.ts'
import { v7 } from 'uuid'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { aTaskForce, type TaskForce, type TestPerson } from '../task-force.ts'
import { adult } from './story.ts'

// An action or a creation is answered with four fields, or with the whole record if the request prefers it. Both
// replies name the same actions as reading the record does.

let force: TaskForce
let officer: TestPerson
let caseworker: TestPerson
let supervisor: TestPerson
beforeAll(async () => {
  force = await aTaskForce()
  officer = await force.person(await force.agency('police'), 'officer')
  const helping = await force.agency('ngo')
  caseworker = await force.person(helping, 'caseworker')
  supervisor = await force.person(helping, 'supervisor')
})
afterAll(() => force.end())

const light = { prefer: 'return=minimal' }
const fields = ['actions', 'id', 'status', 'version']

const draft = (headers: Record<string, string>, key = v7()) =>
  force.as(officer)<LightReferral & { referral?: Referral }>(
    'POST',
    '/referrals',
    {
      kind: 'lead',
      toAgencyId: caseworker.agencyId,
      formId: 'intake-short',
      formVersion: 1,
      answers: { ...adult, kind: 'lead' },
    },
    { ...headers, 'idempotency-key': key },
  )

const read = async <T extends LightReferral | Case>(person: TestPerson, path: string): Promise<T> =>
  (await force.as(person)<T>('GET', path)).body

test('a creation is answered with four fields, and a retry with the same', async () => {
  const key = v7()
  const made = await draft(light, key)
  expect(made.status).toBe(201)
  expect(Object.keys(made.body).sort()).toEqual(fields)
  const seen = await read<LightReferral>(officer, `/referrals/${made.body.id}`)
  expect(made.body).toEqual({ id: seen.id, version: 1, status: 'draft', actions: seen.actions })
  expect(await draft(light, key)).toEqual(made)
  // The preferred form of the reply does not belong to the idempotency key: the same key with another preference
  // returns the same draft.
  const whole = await draft(wholeReply, key)
  expect(whole.status).toBe(201)
  expect(whole.body).toMatchObject({ ...made.body, referral: made.body })
})

test.each([
  ['return=representation', true],
  ['respond-async, return=representation; foo="bar"', true],
  ['Return = "representation"', true],
  ['return=minimal', false],
  ['return=representations', false],
  ['xreturn=representation', false],
  ['handling=strict', false],
])('the preference %s is read as RFC 7240 writes it', async (prefer, whole) => {
  const { id, version } = (await draft(light)).body
  const reply = await force.app.inject({
    method: 'POST',
    url: `/api/referrals/${id}/actions`,
    headers: { authorization: `Bearer ${officer.token}`, prefer },
    payload: { action: 'discard', version },
  })
  expect(reply.statusCode).toBe(200)
  expect(reply.headers['preference-applied']).toBe(whole ? 'return=representation' : undefined)
  expect('timeline' in reply.json<object>()).toBe(whole)
})

test('each action of a referral and its case names the same actions in both replies', async () => {
  const made = (await draft(light)).body
  let at = made.version
  const acts = async (person: TestPerson, action: string, input: object = {}) => {
    const body = { action, version: at, ...input }
    const reply = await force.as(person)<LightReferral>('POST', `/referrals/${made.id}/actions`, body, light)
    expect(reply.status, `${action}: ${JSON.stringify(reply.body)}`).toBe(200)
    expect(Object.keys(reply.body).sort(), action).toEqual(fields)
    const { id, version, status, actions } = await read<LightReferral>(person, `/referrals/${made.id}`)
    expect(reply.body, action).toEqual({ id, version, status, actions })
    at = version
  }
  await acts(officer, 'send')
  await acts(caseworker, 'acknowledge')
  await acts(caseworker, 'query', { question: 'Which language?' })
  await acts(officer, 'reply', { answer: 'Cebuano.' })
  await acts(supervisor, 'accept', { assigneeId: caseworker.id })
  await acts(supervisor, 'assign', { assigneeId: caseworker.id })
  await acts(caseworker, 'start')
  const { caseId } = await read<Referral>(caseworker, `/referrals/${made.id}`)
  const path = `/cases/${caseId}`
  let row = await read<Case>(caseworker, path)
  const actsOnCase = async (person: TestPerson, action: string, input: object = {}) => {
    const body = { action, version: row.version, ...input }
    const reply = await force.as(person)<LightReferral>('POST', `${path}/actions`, body, light)
    expect(reply.status, `${action}: ${JSON.stringify(reply.body)}`).toBe(200)
    expect(Object.keys(reply.body).sort(), action).toEqual(fields)
    row = await read<Case>(person, path)
    const { id, version, status, actions } = row
    expect(reply.body, action).toEqual({ id, version, status, actions })
  }
  await actsOnCase(caseworker, 'review', { note: 'Well so far.' })
  await actsOnCase(caseworker, 'lose-contact', { note: 'Does not answer.' })
  await actsOnCase(caseworker, 'find-again', { note: 'Called back.' })
  await actsOnCase(supervisor, 'assign-lead', { personId: caseworker.id })
  const joined = await force.as(supervisor)<LightReferral>(
    'POST',
    `${path}/members`,
    { personId: caseworker.id },
    light,
  )
  expect(joined.status).toBe(200)
  row = await read<Case>(supervisor, path)
  expect(joined.body).toEqual({ id: row.id, version: row.version, status: row.status, actions: row.actions })
  await acts(caseworker, 'complete', { outcomes: [] })
  await actsOnCase(caseworker, 'close', { reason: 'help-completed', note: 'All is done.' })
  await actsOnCase(caseworker, 'reopen', { reason: 'asks-for-help', note: 'Asks again.' })
})

test('an own case is answered with four fields', async () => {
  const body = { urgency: 'soon', under18: 'no', ageBand: '21-29', callName: 'Known as' }
  const made = await force.as(caseworker)<LightReferral>('POST', '/cases', body, { ...light, 'idempotency-key': v7() })
  expect(made.status, JSON.stringify(made.body)).toBe(201)
  const { id, version, status, actions } = await read<Case>(caseworker, `/cases/${made.body.id}`)
  expect(made.body).toEqual({ id, version, status, actions })
})

test('a refusal is the same with either preference', async () => {
  const made = (await draft(light)).body
  const refused = await Promise.all(
    [light, wholeReply].map((headers) =>
      force.as(officer)('POST', `/referrals/${made.id}/actions`, { action: 'send', version: 7 }, headers),
    ),
  )
  expect(refused.map(({ status }) => status)).toEqual([409, 409])
  const hidden = await force.as(caseworker)(
    'POST',
    `/referrals/${made.id}/actions`,
    { action: 'accept', version: 1 },
    light,
  )
  expect(hidden.status).toBe(404)
})
