import type { Case } from '@palermo/shared/cases/contract.ts'
import type { Contact, ContactLog } from '@palermo/shared/contacts/contract.ts'
import type { Referral, TimelineEvent } from '@palermo/shared/referrals/contract.ts'
import { v7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { rawConnection, refused } from '../attacks/raw.ts'
import { act, adult, aSentReferral } from '../referrals/story.ts'
import { aTaskForce, type TaskForce, type TestPerson } from '../task-force.ts'

let force: TaskForce
let officer: TestPerson
let caseworker: TestPerson
let supervisor: TestPerson
let stranger: TestPerson
let doctor: TestPerson

beforeAll(async () => {
  force = await aTaskForce()
  officer = await force.person(await force.agency('police'), 'officer')
  const ngo = await force.agency('ngo')
  caseworker = await force.person(ngo, 'caseworker')
  supervisor = await force.person(ngo, 'supervisor')
  stranger = await force.person(await force.agency('immigration'), 'officer')
  doctor = await force.person(await force.agency('health'), 'caseworker')
})
afterAll(() => force.end())

const aCase = async (): Promise<Case> => {
  const sent = await aSentReferral(force, officer, caseworker.agencyId)
  await act(force, caseworker, sent, 'accept')
  return seen(caseworker, sent.caseId ?? '')
}
const seen = async (person: TestPerson, id: string) => (await force.as(person)<Case>('GET', `/cases/${id}`)).body
const log = (person: TestPerson, caseId: string, more: object = {}, key: string = v7()) =>
  force.as(person)<Contact>(
    'POST',
    '/contacts',
    { caseId, way: 'call', outcome: 'no-answer', ...more },
    { 'idempotency-key': key },
  )
const read = (person: TestPerson, caseId: string, more = '') =>
  force.as(person)<ContactLog>('GET', `/contacts?caseId=${caseId}${more}`)
const lose = (row: Case) =>
  force.as(caseworker)<Case>('POST', `/cases/${row.id}/actions`, { action: 'lose-contact', version: row.version })
const clocks = (id: string) =>
  force.owner<{ key: string; started_at: Date }[]>`
    select key, started_at from app.deadlines where subject_id = ${id} and closed_at is null order by key`
/** A person of another agency that serves on the case. */
const alongside = async (caseId: string) => {
  const draft = await force.as(caseworker)<{ referral: Referral }>(
    'POST',
    '/referrals',
    {
      kind: 'service',
      caseId,
      toAgencyId: doctor.agencyId,
      formId: 'intake-short',
      formVersion: 1,
      answers: { ...adult, kind: 'service' },
    },
    { 'idempotency-key': v7() },
  )
  const sent = await act(force, caseworker, draft.body.referral, 'send')
  await act(force, doctor, sent.body, 'accept')
}

describe('a try', () => {
  test('is read, with its words, by those behind C1, and counted until she is reached', async () => {
    const { id } = await aCase()
    expect((await log(caseworker, id, { note: 'A man picked up.', outcome: 'somebody-else' })).status).toBe(201)
    await log(caseworker, id)
    const { body } = await read(caseworker, id)
    expect(body).toMatchObject({ inVain: 2, lastReachedAt: null, nextCursor: null })
    expect(body.items.map(({ outcome, note, mine, safe }) => [outcome, note, mine, safe])).toEqual([
      ['no-answer', null, true, 'not-asked'],
      ['somebody-else', 'A man picked up.', true, 'not-asked'],
    ])
    const reached = await log(caseworker, id, { outcome: 'reached', safe: 'yes' })
    const after = await read(caseworker, id)
    expect(after.body).toMatchObject({ inVain: 0, lastReachedAt: reached.body.at })
  })

  test('is nobody’s business outside that compartment: the supervisor is refused, a stranger finds no case', async () => {
    const { id } = await aCase()
    const made = await log(caseworker, id, { note: 'Canary of the contact' })
    expect((await read(supervisor, id)).body).toMatchObject({ type: '/problems/not-allowed' })
    expect((await log(supervisor, id)).status).toBe(403)
    expect((await read(stranger, id)).status).toBe(404)
    expect((await log(stranger, id)).status).toBe(404)
    expect((await force.as(stranger)('POST', `/contacts/${made.body.id}/strike`, {})).status).toBe(404)
    expect((await seen(supervisor, id)).id).toBe(id)
    const raw = rawConnection(force)
    expect(await raw.attempt(supervisor, (sql) => sql`select * from app.contacts`)).toHaveLength(0)
    await refused(
      raw.attempt(
        supervisor,
        (sql) => sql`insert into app.contacts (id, case_id, agency_id, person_id, way, outcome, safe)
          values (${v7()}, ${id}, ${supervisor.agencyId}, ${supervisor.id}, 'call', 'reached', 'yes')`,
      ),
    )
    await raw.end()
  })

  test('sent twice is one; from tomorrow it is refused, and so is one in a case that has ended', async () => {
    const row = await aCase()
    const key = v7()
    const first = await log(caseworker, row.id, {}, key)
    const again = await log(caseworker, row.id, {}, key)
    expect(again.body.id).toBe(first.body.id)
    expect((await read(caseworker, row.id)).body.items).toHaveLength(1)
    expect((await log(caseworker, row.id, { at: '2999-01-01T00:00:00Z' })).body).toMatchObject({
      type: '/problems/invalid',
      errors: [{ pointer: '/at' }],
    })
    await force.as(caseworker)('POST', `/cases/${row.id}/actions`, {
      action: 'close',
      version: row.version,
      reason: 'help-completed',
    })
    expect((await log(caseworker, row.id)).body).toMatchObject({ type: '/problems/wrong-status' })
  })

  test('taken back stays in the log and counts no more, by its own hand alone', async () => {
    const { id } = await aCase()
    await alongside(id)
    const made = await log(caseworker, id, { safe: 'no' })
    expect((await read(caseworker, id)).body).toMatchObject({ inVain: 1, unsafeWays: ['call'] })
    expect((await force.as(doctor)('POST', `/contacts/${made.body.id}/strike`, {})).status).toBe(403)
    const struck = await force.as(caseworker)<Contact>('POST', `/contacts/${made.body.id}/strike`, {})
    expect(struck.body).toMatchObject({ struck: true })
    const { body } = await read(caseworker, id)
    expect(body).toMatchObject({ inVain: 0, unsafeWays: [], items: [{ struck: true }] })
  })

  test('says which ways were found unsafe until somebody finds them safe again', async () => {
    const { id } = await aCase()
    await log(caseworker, id, { safe: 'no' })
    await log(caseworker, id, { way: 'in-person', outcome: 'reached', safe: 'yes' })
    await log(caseworker, id, { safe: 'unknown' })
    expect((await read(caseworker, id)).body.unsafeWays).toEqual(['call'])
    await log(caseworker, id, { outcome: 'reached', safe: 'yes' })
    expect((await read(caseworker, id)).body.unsafeWays).toEqual([])
  })

  test('of many is paged, newest first, none twice', async () => {
    const { id } = await aCase()
    const made: string[] = []
    for (let i = 0; i < 5; i++) made.unshift((await log(caseworker, id)).body.id)
    const first = await read(caseworker, id, '&limit=3')
    const rest = await read(caseworker, id, `&limit=3&cursor=${first.body.nextCursor}`)
    expect([...first.body.items, ...rest.body.items].map((item) => item.id)).toEqual(made)
    expect(rest.body.nextCursor).toBeNull()
    expect((await read(caseworker, id, '&cursor=xx')).status).toBe(400)
  })
})

describe('while contact is lost', () => {
  test('a try in vain starts the clock of the next one, and reaching her ends the search', async () => {
    const row = await aCase()
    await lose(row)
    const [before] = await clocks(row.id)
    await force.moveClock('1 hour')
    await log(caseworker, row.id)
    const [after] = await clocks(row.id)
    expect(after?.key).toBe('followup.after-silence')
    expect(after?.started_at.getTime()).toBeGreaterThan(before?.started_at.getTime() ?? Number.NaN)
    await log(caseworker, row.id, { outcome: 'reached' })
    expect((await seen(caseworker, row.id)).status).toBe('open')
    expect((await clocks(row.id)).map(({ key }) => key)).toEqual(['case.review'])
    const { body } = await force.as(caseworker)<{ items: TimelineEvent[] }>('GET', `/cases/${row.id}/timeline`)
    expect(body.items.slice(0, 3).map(({ action }) => action)).toEqual(['find-again', 'try-again', 'lose-contact'])
    // The outline of the case shows that the person was found, but not how.
    expect(body.items[0]?.facts).toEqual({})
  })

  test('one written down later about an earlier day moves nothing', async () => {
    const row = await aCase()
    await lose(row)
    const before = await seen(caseworker, row.id)
    await log(caseworker, row.id, { outcome: 'reached', at: before.openedAt })
    expect(await seen(caseworker, row.id)).toMatchObject({ status: 'contact-lost', version: before.version })
  })

  test('another agency on the team may find her; its tries in vain leave the lead’s clock alone', async () => {
    const row = await aCase()
    await alongside(row.id)
    const lost = await lose(await seen(caseworker, row.id))
    expect(lost.status).toBe(200)
    const before = await clocks(row.id)
    await log(doctor, row.id)
    expect(await clocks(row.id)).toEqual(before)
    await log(doctor, row.id, { outcome: 'reached', way: 'in-person' })
    expect((await seen(caseworker, row.id)).status).toBe('open')
  })

  test('two who log at once are both heard', async () => {
    const row = await aCase()
    await lose(row)
    const replies = await Promise.all([log(caseworker, row.id), log(caseworker, row.id), log(caseworker, row.id)])
    expect(replies.map(({ status }) => status)).toEqual([201, 201, 201])
    expect(await clocks(row.id)).toHaveLength(1)
    expect([...(await force.owner`select * from app.orphans()`)]).toEqual([])
  })
})

test('the list of cases says where its reader may log one', async () => {
  const { id } = await aCase()
  const near = async (person: TestPerson) => {
    const { body } = await force.as(person)<{ items: { id: string; near: boolean }[] }>('GET', '/cases')
    return body.items.find((item) => item.id === id)?.near
  }
  expect(await near(caseworker)).toBe(true)
  expect(await near(supervisor)).toBe(false)
})
