import { endLooks } from '@palermo/db/cases/looks.ts'
import type { Case } from '@palermo/shared/cases/contract.ts'
import type { Referral } from '@palermo/shared/referrals/contract.ts'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { rawConnection, refused } from '../attacks/raw.ts'
import { act, adult, aSentReferral } from '../referrals/story.ts'
import { aTaskForce, type TaskForce, type TestPerson } from '../task-force.ts'
import { type ByHand, byHand, toldTo } from '../workers/by-hand.ts'

let force: TaskForce
let hands: ByHand
let officer: TestPerson
let caseworker: TestPerson
let colleague: TestPerson
let supervisor: TestPerson
let referral: Referral
let caseId: string

beforeAll(async () => {
  force = await aTaskForce()
  hands = byHand(force)
})
afterAll(async () => {
  await hands.end()
  await force.end()
})

/** Makes a case that the police lead, with a service by a welfare agency. */
beforeEach(async () => {
  officer = await force.person(await force.agency('police'), 'officer')
  const welfare = await force.agency('welfare')
  caseworker = await force.person(welfare, 'caseworker')
  colleague = await force.person(welfare, 'caseworker')
  supervisor = await force.person(welfare, 'supervisor')
  const sent = await aSentReferral(force, officer, welfare, adult, 'service')
  referral = (await act(force, caseworker, sent, 'accept')).body
  caseId = referral.caseId ?? ''
})

const caseOf = (person: TestPerson) => force.as(person)<Case>('GET', `/cases/${caseId}`)
/** What this person sees of the case: the status of the refusal, the outline without identity, or the identity too. */
const sees = async (person: TestPerson) => {
  const { status, body } = await caseOf(person)
  if (status !== 200) return status
  return 'sealed' in body.identity ? 'the shell' : 'who she is'
}
const topics = async (person: TestPerson) => (await toldTo(force, person.id)).map(({ topic }) => topic)
const sweep = async () => {
  const n = await endLooks(hands.db)
  await hands.tell()
  return n
}
const finish = async () => {
  const started = await act(force, caseworker, referral, 'start')
  expect((await act(force, caseworker, started.body, 'complete', { outcomes: [], note: 'Well.' })).status).toBe(200)
}

describe('what was granted at acceptance', () => {
  test('ends after ninety days, whether or not anything sweeps; the work and its shell stay', async () => {
    await force.moveClock('89 days')
    expect(await sees(caseworker)).toBe('who she is')
    await force.moveClock('2 days')
    expect(await sees(caseworker)).toBe('the shell')
    expect(await sees(officer)).toBe('who she is')
    const seen = await force.as(caseworker)<Referral>('GET', `/referrals/${referral.id}`)
    expect(seen.body.actions).toContain('start')
    await sweep()
    expect(await sees(caseworker)).toBe('the shell')
    expect((await force.owner`select * from app.orphans()`).length).toBe(0)
  })

  test('takes the shell as well once there is no work left', async () => {
    await finish()
    await force.moveClock('89 days')
    expect(await sees(caseworker)).toBe('who she is')
    await force.moveClock('2 days')
    expect(await sees(caseworker)).toBe(404)
    expect(await sees(supervisor)).toBe(404)
    expect(await sees(officer)).toBe('who she is')
  })

  test('does not end for whoever leads the case by then', async () => {
    const sent = await aSentReferral(force, officer, caseworker.agencyId)
    const accepted = (await act(force, caseworker, sent, 'accept')).body
    caseId = accepted.caseId ?? ''
    await force.moveClock('200 days')
    await sweep()
    expect(await sees(caseworker)).toBe('who she is')
    expect(await sees(officer)).toBe(404)
  })

  test('is no longer for a colleague who is put on the case on its last day', async () => {
    await force.moveClock('89 days')
    const put = await force.as(supervisor)('POST', `/cases/${caseId}/members`, { personId: colleague.id })
    expect(put.status).toBeLessThan(300)
    expect(await sees(colleague)).toBe('who she is')
    await force.moveClock('2 days')
    expect(await sees(colleague)).toBe('the shell')
  })

  test('ends sooner in the compartment of immigration', async () => {
    await force.moveClock('59 days')
    expect((await caseOf(caseworker)).body.noteCompartments).toContain('C4')
    await force.moveClock('2 days')
    expect((await caseOf(caseworker)).body.noteCompartments).toEqual(['C1', 'C2', 'C3'])
  })
})

describe('that it ends', () => {
  test('is told a week before and when it has, to whoever looks and to whoever leads, once', async () => {
    await finish()
    await hands.tell()
    const before = { caseworker: await topics(caseworker), officer: await topics(officer) }
    const since = async () => ({
      caseworker: (await topics(caseworker)).slice(before.caseworker.length),
      officer: (await topics(officer)).slice(before.officer.length),
    })
    // Access to C4 has ended by then; the notification counted below is about the other compartments.
    await force.moveClock('61 days')
    await sweep()
    const early = await since()
    await force.moveClock('23 days')
    await sweep()
    await sweep()
    const told = await since()
    expect(told.caseworker.slice(early.caseworker.length)).toEqual(['case.access-ending'])
    expect(told.officer.slice(early.officer.length)).toEqual(['case.access-ending'])
    await force.moveClock('7 days')
    await sweep()
    await sweep()
    const [ended] = [(await since()).officer.slice(told.officer.length)]
    expect(ended).toEqual(['case.access-ended'])
    expect((await since()).caseworker.slice(told.caseworker.length)).toEqual(['case.access-ended'])
  })

  test('stands in the log, by agency and person, and with the grant', async () => {
    await finish()
    await force.moveClock('91 days')
    await sweep()
    const lines = await force.owner`
      select agency, recipient from aud.leaf where kind = 'access.ended' and subject_id = ${caseId}`
    expect([...lines]).toEqual([{ agency: caseworker.agencyId, recipient: caseworker.id }])
    const open = await force.owner`select 1 from app.grants where case_id = ${caseId} and ended_at is null`
    expect(open).toHaveLength(0)
  })
})

test('nobody lengthens a look, and only a worker ends one', async () => {
  const raw = rawConnection(force)
  await refused(raw.attempt(caseworker, (sql) => sql`update app.grants set until_at = until_at + interval '1 year'`))
  await refused(raw.attempt(caseworker, (sql) => sql`update app.case_members set ends_at = null`))
  await refused(raw.attempt(caseworker, (sql) => sql`select app.end_grants(10, 7)`))
  await refused(
    raw.attempt(
      caseworker,
      (sql) => sql`select app.join_case(${caseId}, ${caseworker.agencyId}, ${caseworker.id}, array['C5'], null)`,
    ),
  )
  await raw.end()
})
