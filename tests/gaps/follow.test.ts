import { followGaps } from '@palermo/db/gaps/commands.ts'
import type { Referral } from '@palermo/shared/referrals/contract.ts'
import type { WorkItem, WorkItemPage } from '@palermo/shared/work-items/contract.ts'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type Raw, rawConnection, refused } from '../attacks/raw.ts'
import { act, aDraft, aSentReferral } from '../referrals/story.ts'
import { aTaskForce, type TaskForce, type TestPerson } from '../task-force.ts'
import { type ByHand, byHand, toldTo } from '../workers/by-hand.ts'

let force: TaskForce
let hands: ByHand
let raw: Raw
let officer: TestPerson
let caseworker: TestPerson
let supervisor: TestPerson
let caseId: string

beforeAll(async () => {
  force = await aTaskForce()
  hands = byHand(force)
  raw = rawConnection(force)
})
afterAll(async () => {
  await raw.end()
  await hands.end()
  await force.end()
})
beforeEach(async () => {
  const police = await force.agency('police')
  officer = await force.person(police, 'officer')
  await force.person(police, 'supervisor')
  const ngo = await force.agency('ngo')
  caseworker = await force.person(ngo, 'caseworker')
  supervisor = await force.person(ngo, 'supervisor')
  const sent = await aSentReferral(force, officer, ngo)
  caseId = (await act(force, caseworker, sent, 'accept')).body.caseId ?? ''
})

const bar = (person: TestPerson) => force.owner`
  insert into app.case_bars (case_id, person_id, reason, set_by) values (${caseId}, ${person.id}, 'relative', ${supervisor.id})`
const unbar = (person: TestPerson) =>
  force.owner`delete from app.case_bars where case_id = ${caseId} and person_id = ${person.id}`
const gapsOf = async (person: TestPerson): Promise<WorkItem[]> =>
  (await force.as(person)<WorkItemPage>('GET', '/work-items?side=owes')).body.items.filter(
    ({ step }) => step === 'gap.close',
  )
const orphans = () => force.owner`select * from app.orphans()`

describe('a case that every member of its agency is barred from', () => {
  test('is known to the supervisor as one work item without type, case or link, however often it is looked for', async () => {
    expect((await followGaps(hands.db)).found).toBe(0)
    await bar(caseworker)
    expect((await followGaps(hands.db)).found).toBe(0)
    await bar(supervisor)
    // The two gaps are the case and the accepted referral.
    expect((await followGaps(hands.db)).found).toBe(2)
    expect(await followGaps(hands.db)).toEqual({ found: 0, ended: 0 })
    expect(await followGaps(hands.db, true)).toEqual({ found: 0, ended: 0 })

    const items = await gapsOf(supervisor)
    expect(items).toHaveLength(2)
    for (const item of items)
      expect(item).toMatchObject({
        subjectKind: 'gap',
        caseId: null,
        caseReference: null,
        counterparty: null,
        assigneeId: supervisor.id,
      })
    const said = JSON.stringify(items)
    const [hidden] = await force.owner<
      { id: string; reference: string }[]
    >`select id, reference from app.cases where id = ${caseId}`
    const subjects = await force.owner<
      { id: string }[]
    >`select subject_id as id from app.gaps where agency_id = ${supervisor.agencyId}`
    for (const secret of [hidden?.id, hidden?.reference, ...subjects.map(({ id }) => id)])
      expect(said).not.toContain(secret)
    // The caseworker, who is also barred from the case and is not a supervisor, gets neither the list of gaps nor
    // access.
    expect(await gapsOf(caseworker)).toEqual([])
    expect((await force.as(supervisor)('GET', `/cases/${caseId}`)).status).toBe(404)
    expect([...(await orphans())]).toEqual([])

    await hands.tell()
    const told = await force.owner<
      { topic: string; case_id: string | null; case_reference: string | null; subject_id: string }[]
    >`
      select topic, case_id, case_reference, subject_id from app.notices where person_id = ${supervisor.id} and topic = 'gap.found'`
    expect(told).toHaveLength(2)
    for (const notice of told) {
      expect(notice).toMatchObject({ case_id: null, case_reference: null })
      expect(subjects.map(({ id }) => id)).not.toContain(notice.subject_id)
    }
    expect((await toldTo(force, caseworker.id)).map(({ topic }) => topic)).not.toContain('gap.found')
  })

  test('is off the list once a member can open it again', async () => {
    await bar(caseworker)
    await bar(supervisor)
    await followGaps(hands.db)
    expect(await gapsOf(supervisor)).toHaveLength(2)
    await unbar(caseworker)
    expect(await followGaps(hands.db)).toEqual({ found: 0, ended: 2 })
    expect(await gapsOf(supervisor)).toEqual([])
    expect([...(await orphans())]).toEqual([])
  })

  test('or once the agency does not carry it any more', async () => {
    await bar(caseworker)
    await bar(supervisor)
    await followGaps(hands.db)
    await force.owner`update app.deadlines set closed_at = app.now(), next_alarm_at = null
      where subject_kind = 'referral' and case_id = ${caseId} and closed_at is null`
    await force.owner`select app.refresh_work_items('referral', r.id, r.case_id, r.case_reference, r.status, r.urgency) from app.referrals r where r.case_id = ${caseId}`
    expect((await followGaps(hands.db)).ended).toBe(1)
    expect(await gapsOf(supervisor)).toHaveLength(1)
  })

  test('is hidden from the API itself: neither read, nor opened, nor closed', async () => {
    await bar(caseworker)
    await bar(supervisor)
    await followGaps(hands.db)
    await refused(raw.attempt(supervisor, (sql) => sql`select * from app.gaps`))
    await refused(raw.attempt(supervisor, (sql) => sql`select * from app.record_openers`))
    await refused(raw.attempt(supervisor, (sql) => sql`select * from app.unopened_work(true)`))
    await refused(raw.attempt(supervisor, (sql) => sql`select * from app.new_gaps(true)`))
    await refused(raw.attempt(supervisor, (sql) => sql`update app.gaps set status = 'closed', version = 2`))
  })
})

test('a draft of a person who left, in an agency without a supervisor, is an item of the whole agency until it has one', async () => {
  const agency = await force.agency('ngo')
  const writer = await force.person(agency, 'caseworker')
  const colleague = await force.person(agency, 'caseworker')
  const draft: Referral = await aDraft(force, writer, caseworker.agencyId)
  expect((await followGaps(hands.db)).found).toBe(0)
  await force.owner`update app.people set disabled_at = app.now() where id = ${writer.id}`
  expect((await followGaps(hands.db)).found).toBe(1)
  expect(await gapsOf(colleague)).toMatchObject([{ assigneeId: null, caseId: null }])
  expect((await force.as(colleague)('GET', `/referrals/${draft.id}`)).status).toBe(404)
  const boss = await force.person(agency, 'supervisor')
  expect((await followGaps(hands.db)).ended).toBe(1)
  expect((await force.as(boss)('GET', `/referrals/${draft.id}`)).status).toBe(200)
})
