import type { Referral } from '@palermo/shared/referrals/contract.ts'
import { v7 } from 'uuid'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Raw, rawConnection } from '../attacks/raw.ts'
import { act, aDraft, adult, aSentReferral } from '../referrals/story.ts'
import { aTaskForce, type TaskForce, type TestPerson } from '../task-force.ts'

let force: TaskForce
let raw: Raw
const everyone: TestPerson[] = []

/** The columns that hold the agencies that are party to a record, by record type. */
const partyColumns: Record<string, string[]> = {
  case: ['lead_agency_id'],
  handover: ['from_agency_id', 'to_agency_id'],
  referral: ['from_agency_id', 'to_agency_id', 'lead_agency_id'],
  request: ['from_agency_id', 'owner_agency_id'],
  task: ['agency_id'],
}

beforeAll(async () => {
  force = await aTaskForce()
  raw = rawConnection(force)
  const staff = async (
    sector: 'police' | 'ngo' | 'welfare',
    roles: readonly ('caseworker' | 'officer' | 'supervisor' | 'head')[],
  ) => {
    const agency = await force.agency(sector)
    const people: TestPerson[] = []
    for (const role of roles) people.push(await force.person(agency, role))
    everyone.push(...people)
    return people as [TestPerson, TestPerson, TestPerson]
  }
  const [officer, partner] = await staff('police', ['officer', 'officer', 'supervisor'])
  const [caseworker, colleague, boss] = await staff('ngo', ['caseworker', 'caseworker', 'supervisor'])
  const [social, other] = await staff('welfare', ['caseworker', 'caseworker'])

  // Two drafts: one by a person whose account stays active, one by a person whose account is disabled below.
  await aDraft(force, officer, caseworker.agencyId)
  const left = await force.person(officer.agencyId, 'officer')
  await aDraft(force, left, caseworker.agencyId)
  const waiting = await aSentReferral(force, left, caseworker.agencyId)
  await aSentReferral(force, partner, social.agencyId)
  await act(force, caseworker, waiting, 'acknowledge')

  // Three cases that the caseworker leads, with a service by the welfare agency, tasks, a hand-over, a request for
  // access, and bars.
  const caseIds: string[] = []
  for (const _ of [1, 2, 3]) {
    const accepted = (await act(force, caseworker, await aSentReferral(force, officer, caseworker.agencyId), 'accept'))
      .body
    const caseId = accepted.caseId ?? ''
    caseIds.push(caseId)
    const draft = await force.as(caseworker)<{ referral: Referral }>(
      'POST',
      '/referrals',
      {
        kind: 'service',
        caseId,
        toAgencyId: social.agencyId,
        formId: 'intake-short',
        formVersion: 1,
        answers: { ...adult, kind: 'service' },
      },
      { 'idempotency-key': v7() },
    )
    const sent = (await act(force, caseworker, draft.body.referral, 'send')).body
    await act(force, social, sent, 'accept')
    for (const person of [caseworker, social])
      await force.as(person)(
        'POST',
        '/tasks',
        { caseId, kind: 'call', dueAt: new Date(Date.now() + 90_000_000).toISOString() },
        { 'idempotency-key': v7() },
      )
    // Inserts rows directly, with triggers off, because only their columns matter here and not how they came about.
    await force.owner.begin(async (sql) => {
      await sql`set local session_replication_role = replica`
      await sql`
        insert into app.requests (id, status, case_id, case_reference, compartment, purpose, legal_basis, from_agency_id, from_person_id, owner_agency_id)
          select ${v7()}, 'asked', c.id, c.reference, 'C3', 'assistance', 'consent', ${social.agencyId}, ${social.id}, c.lead_agency_id
            from app.cases c where c.id = ${caseId}`
      const to =
        caseIds.length === 1
          ? { agency: social.agencyId, person: null }
          : { agency: caseworker.agencyId, person: colleague.id }
      await sql`
        insert into app.handovers (id, status, case_id, case_reference, from_agency_id, from_person_id, to_agency_id, to_person_id, asked, legal_basis, purpose)
          select ${v7()}, 'offered', c.id, c.reference, ${caseworker.agencyId}, ${caseworker.id}, ${to.agency}, ${to.person}, 'yes', 'consent', 'assistance'
            from app.cases c where c.id = ${caseId}`
    })
  }
  const bar = (caseId: string | undefined, person: TestPerson) => force.owner`
    insert into app.case_bars (case_id, person_id, reason, set_by) values (${caseId ?? ''}, ${person.id}, 'relative', ${boss.id})`
  await bar(caseIds[0], boss)
  await bar(caseIds[1], caseworker)
  await bar(caseIds[1], colleague)
  await bar(caseIds[1], boss)
  await bar(caseIds[2], other)
  // Ends one person's access, and adds an agency to the team without a person.
  await force.owner`update app.case_members set until_at = app.now() where case_id = ${caseIds[2] ?? ''} and person_id = ${caseworker.id}`
  await force.owner`
    insert into app.case_members (case_id, agency_id, compartment) values (${caseIds[2] ?? ''}, ${caseworker.agencyId}, 'C0')`
  await force.owner`update app.people set disabled_at = app.now() where id = ${left.id}`
})
afterAll(async () => {
  await raw.end()
  await force.end()
})

test('the people who can open a record are those whom row security lets read it', async () => {
  const open = await force.owner<{ noun: string; id: string; status: string }[]>`
    select noun, id from app.record_openers group by 1, 2`
  expect([...new Set(open.map(({ noun }) => noun))].toSorted()).toEqual([
    'case',
    'handover',
    'referral',
    'request',
    'task',
  ])
  let pairs = 0
  for (const [noun, columns] of Object.entries(partyColumns)) {
    const waits = force.owner`select unnest(w.waits_in) from app.watched w where w.noun = ${noun}`
    for (const person of everyone) {
      const party = columns.map((column) => `r.${column}`).join(', ')
      const read = await raw.attempt(person, (sql) =>
        sql.unsafe<{ id: string; status: string }[]>(
          `select r.id, r.status from app.${noun}s r where '${person.agencyId}' in (${party}) order by 1`,
        ),
      )
      const waiting = new Set((await waits).map((row) => row.unnest as string))
      const view = await force.owner<{ id: string }[]>`
        select id from app.record_openers where noun = ${noun} and person_id = ${person.id} order by id`
      const expected = read.filter(({ status }) => waiting.has(status)).map(({ id }) => id)
      expect(
        view.map(({ id }) => id),
        `${noun} of ${person.function}`,
      ).toEqual(expected)
      pairs += expected.length
    }
  }
  expect(pairs).toBeGreaterThan(40)
})
