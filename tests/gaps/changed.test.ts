import { followChangedGaps } from '@palermo/db/gaps/commands.ts'
import type { Person } from '@palermo/shared/accounts/contract.ts'
import type { Case } from '@palermo/shared/cases/contract.ts'
import type { Handover, HandoverList } from '@palermo/shared/handovers/contract.ts'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { type Raw, rawConnection, refused } from '../attacks/raw.ts'
import { act, aSentReferral, aServedCase } from '../referrals/story.ts'
import { aTaskForce, type TaskForce, type TestPerson } from '../task-force.ts'
import { type ByHand, byHand } from '../workers/by-hand.ts'

// A change after which no member of the agency may be able to open a record requests the check for gaps in its own
// transaction.

let force: TaskForce
let hands: ByHand
let raw: Raw
let administrator: TestPerson
let officer: TestPerson
let caseworker: TestPerson
let supervisor: TestPerson
let caseId: string

beforeAll(async () => {
  force = await aTaskForce()
  hands = byHand(force)
  raw = rawConnection(force)
  administrator = await force.person(await force.agency('secretariat'), 'administrator')
})
afterAll(async () => {
  await raw.end()
  await hands.end()
  await force.end()
})
beforeEach(async () => {
  officer = await force.person(await force.agency('police'), 'officer')
  await force.person(officer.agencyId, 'supervisor')
  const ngo = await force.agency('ngo')
  caseworker = await force.person(ngo, 'caseworker')
  supervisor = await force.person(ngo, 'supervisor')
  caseId = (await act(force, caseworker, await aSentReferral(force, officer, ngo), 'accept')).body.caseId ?? ''
  await followChangedGaps(hands.db)
})

const bar = (person: TestPerson) => force.owner`
  insert into app.case_bars (case_id, person_id, reason, set_by) values (${caseId}, ${person.id}, 'relative', ${supervisor.id})`
const checks = async () =>
  (
    await force.owner<{ agency: string | null; of: string | null }[]>`
    select distinct agency_id as agency, case_id as of from app.gap_checks order by 1, 2`
  ).map(({ agency, of }) => agency ?? of)
const gapsOf = async (agencyId: string) => {
  const [row] = await force.owner<{ n: number }[]>`
    select count(*)::int as n from app.gaps where agency_id = ${agencyId} and status = 'open'`
  return row?.n
}
const leave = async (person: TestPerson, disabled = true) => {
  const { body } = await force.as(administrator)<Person>('GET', `/people/${person.id}`)
  const reply = await force.as(administrator)('PATCH', `/people/${person.id}`, { version: body.version, disabled })
  expect(reply.status, JSON.stringify(reply.body)).toBe(200)
}

test('the last member who can open a case leaves: the gap is found by the check that the leaving asked for', async () => {
  await bar(supervisor)
  await followChangedGaps(hands.db)
  expect(await gapsOf(caseworker.agencyId)).toBe(0)
  await leave(caseworker)
  expect(await checks()).toContain(caseworker.agencyId)
  expect((await followChangedGaps(hands.db)).found).toBe(2)
  expect(await gapsOf(caseworker.agencyId)).toBe(2)
  expect(await checks()).toEqual([])
  expect(await followChangedGaps(hands.db)).toEqual({ found: 0, ended: 0 })

  // The gaps end as soon as the member's account is enabled again.
  await leave(caseworker, false)
  expect((await followChangedGaps(hands.db)).ended).toBe(2)
  expect(await gapsOf(caseworker.agencyId)).toBe(0)
})

test('a bar, and the end of one', async () => {
  await bar(caseworker)
  await bar(supervisor)
  expect(await checks()).toEqual([caseId])
  expect((await followChangedGaps(hands.db)).found).toBe(2)
  await force.owner`delete from app.case_bars where case_id = ${caseId} and person_id = ${caseworker.id}`
  expect((await followChangedGaps(hands.db)).ended).toBe(2)
})

test('another role of a member, and another sector of an agency, ask for a check of the agency', async () => {
  const { body: person } = await force.as(administrator)<Person>('GET', `/people/${caseworker.id}`)
  const change = { version: person.version, function: 'officer' }
  expect((await force.as(administrator)('PATCH', `/people/${caseworker.id}`, change)).status).toBe(200)
  expect(await checks()).toContain(caseworker.agencyId)
  await followChangedGaps(hands.db)
  expect(await checks()).toEqual([])
  await force.owner`update app.agencies set sector = 'welfare' where id = ${caseworker.agencyId}`
  expect(await checks()).toEqual([caseworker.agencyId])
  await force.owner`update app.agencies set sector = 'ngo' where id = ${caseworker.agencyId}`
  await followChangedGaps(hands.db)
})

test('a hand-over of the lead asks for a check of the case', async () => {
  const served = await aServedCase(force, officer, caseworker)
  const { body: seen } = await force.as(officer)<Case>('GET', `/cases/${served}`)
  const offer = {
    action: 'hand-over',
    version: seen.version,
    toAgencyId: caseworker.agencyId,
    asked: 'yes',
    legalBasis: 'consent',
    summary: [{ compartment: 'C1', text: 'All is told.' }],
  }
  const offered = await force.as(officer)('POST', `/cases/${served}/actions`, offer)
  expect(offered.status, JSON.stringify(offered.body)).toBe(200)
  const { body } = await force.as(caseworker)<HandoverList>('GET', `/handovers?caseId=${served}`)
  const [handover] = body.items as [Handover]
  await followChangedGaps(hands.db)
  const taken = { action: 'accept', version: handover.version }
  expect((await force.as(caseworker)('POST', `/handovers/${handover.id}/actions`, taken)).status).toBe(200)
  expect(await checks()).toContain(served)
  await followChangedGaps(hands.db)
})

test('the close of a case asks for a check of it', async () => {
  const { body: seen } = await force.as(caseworker)<Case>('GET', `/cases/${caseId}`)
  const close = { action: 'close', version: seen.version, reason: 'opened-by-mistake' }
  const closed = await force.as(caseworker)('POST', `/cases/${caseId}/actions`, close)
  expect(closed.status, JSON.stringify(closed.body)).toBe(200)
  expect(await checks()).toContain(caseId)
  await followChangedGaps(hands.db)
})

test('the check reads only what changed: a gap of another agency waits for the job', async () => {
  await bar(caseworker)
  await bar(supervisor)
  await force.owner`delete from app.gap_checks`
  const other = await force.person(await force.agency('ngo'), 'caseworker')
  await force.person(other.agencyId, 'supervisor')
  await leave(other)
  expect(await followChangedGaps(hands.db)).toEqual({ found: 0, ended: 0 })
  expect(await gapsOf(caseworker.agencyId)).toBe(0)
})

test('a change that is taken back asks for nothing, and the API neither reads nor writes what is asked for', async () => {
  await force.owner
    .begin(async (sql) => {
      await sql`update app.people set disabled_at = app.now() where id = ${caseworker.id}`
      throw new Error('taken back')
    })
    .catch(() => undefined)
  expect(await checks()).toEqual([])
  await refused(raw.attempt(supervisor, (sql) => sql`select * from app.gap_checks`))
  await refused(raw.attempt(supervisor, (sql) => sql`insert into app.gap_checks (case_id) values (${caseId})`))
  await refused(raw.attempt(supervisor, (sql) => sql`delete from app.gap_checks`))
})
