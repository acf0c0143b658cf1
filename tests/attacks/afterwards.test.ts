import type { Agency } from '@palermo/shared/agencies/contract.ts'
import type { Case } from '@palermo/shared/cases/contract.ts'
import type { DeadlinePage } from '@palermo/shared/deadlines/contract.ts'
import type { Note } from '@palermo/shared/notes/contract.ts'
import type { Referral } from '@palermo/shared/referrals/contract.ts'
import type { Matches } from '@palermo/shared/referrals/drafts.ts'
import { v7 } from 'uuid'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { act, adult, aSentReferral } from '../referrals/story.ts'
import { aTaskForce, type TaskForce, type TestPerson } from '../task-force.ts'
import { type Raw, rawConnection, refused } from './raw.ts'

let force: TaskForce
let raw: Raw
let administrator: TestPerson
let officer: TestPerson
let caseworker: TestPerson
let supervisor: TestPerson

beforeAll(async () => {
  force = await aTaskForce()
  raw = rawConnection(force)
  administrator = await force.person(await force.agency('secretariat'), 'administrator')
})
afterAll(async () => {
  await raw.end()
  await force.end()
})
beforeEach(async () => {
  officer = await force.person(await force.agency('police'), 'officer')
  const ngo = await force.agency('ngo')
  caseworker = await force.person(ngo, 'caseworker')
  supervisor = await force.person(ngo, 'supervisor')
})

const read = async <T>(person: TestPerson, path: string) => (await force.as(person)<T>('GET', path)).body
const led = async (name = 'Canary Name') => {
  const sent = await aSentReferral(force, officer, caseworker.agencyId, { ...adult, 'known-as': name })
  return (await act(force, caseworker, sent, 'accept')).body.caseId ?? ''
}

test('whoever declined does not hear what became of the person afterwards, neither in a page nor by a question to the database', async () => {
  const sent = await aSentReferral(force, officer, caseworker.agencyId)
  const declined = await act(force, caseworker, sent, 'decline', {
    reason: 'no-capacity',
    note: 'Nothing free tonight.',
  })
  expect(declined.status).toBe(200)
  const before = await read<Referral>(caseworker, `/referrals/${sent.id}`)
  expect(before.timeline.map(({ action }) => action)).toContain('decline')
  expect(before.texts.map(({ text }) => text)).toContain('Nothing free tonight.')
  const mine = await read<Referral>(officer, `/referrals/${sent.id}`)
  const settled = await act(force, officer, mine, 'settle', { reason: 'died', note: 'Canary of the end.' })
  expect(settled.status).toBe(200)
  expect(settled.body.timeline.map(({ action }) => action)).toContain('settle')
  expect(JSON.stringify(settled.body)).toContain('Canary of the end.')

  const after = await read<Referral>(caseworker, `/referrals/${sent.id}`)
  expect(after.timeline).toEqual(before.timeline)
  expect(after.texts).toEqual(before.texts)
  expect(JSON.stringify(after)).not.toMatch(/Canary|died|settle/)
  const asked = (person: TestPerson) =>
    raw.attempt(
      person,
      (sql) => sql<{ n: number; words: number; runs: boolean }[]>`
        select (select count(*)::int from app.events where subject_id = ${sent.id} and action = 'settle') as n,
          (select count(*)::int from app.texts_c1 where subject_id = ${sent.id} and field = 'settle-note') as words,
          app.case_runs(${sent.id}) as runs`,
    )
  expect([...(await asked(caseworker))]).toEqual([{ n: 0, words: 0, runs: false }])
  expect([...(await asked(officer))]).toEqual([{ n: 1, words: 1, runs: true }])
})

test('an agency of another sector now stands in none of the compartments that the new one may not, though it did a moment ago', async () => {
  const caseId = await led()
  const note = { caseId, compartment: 'C3', text: 'Canary of her health.' }
  expect((await force.as(caseworker)('POST', '/notes', note, { 'idempotency-key': v7() })).status).toBe(201)
  const { version } = await read<Agency>(administrator, `/agencies/${caseworker.agencyId}`)
  const changed = await force.as(administrator)('PATCH', `/agencies/${caseworker.agencyId}`, {
    version,
    sector: 'police',
  })
  expect(changed.status).toBe(200)
  // Changing the sector ended the caseworker's sessions and the memberships that only the old sector justified.
  expect((await force.as(caseworker)('GET', `/cases/${caseId}`)).status).toBe(401)
  const standing = await force.owner<{ compartment: string }[]>`
    select compartment from app.case_members where person_id = ${caseworker.id} and until_at is null order by 1`
  expect(standing.map(({ compartment }) => compartment)).toEqual(['C0', 'C1'])
  await force.owner`update authz.sessions set revoked_at = null, sector = 'police' where person_id = ${caseworker.id}`
  const page = await read<Case>(caseworker, `/cases/${caseId}`)
  expect('sealed' in page.identity).toBe(false)
  expect(page.notes.map(({ text }: Note) => text)).toEqual([])
})

test('what an agency keeps for itself is in no count of the clocks that an administrator would move', async () => {
  const opened = await force.as(caseworker)<Case>(
    'POST',
    '/cases',
    { urgency: 'soon', under18: 'no', ageBand: '21-29', callName: 'Canary Own Name' },
    { 'idempotency-key': v7() },
  )
  expect(opened.body.agencyOnly).toBe(true)
  const counted = async () => {
    const [row] = await raw.attempt(
      administrator,
      (sql) => sql<{ references: string; n: number }[]>`
        select (select json_agg(s."caseReference")::text from app.standing_clocks_after(null, '{case.review}', null, 2000) s) as references,
          app.standing_clocks_number(null, '{case.review}') as n`,
    )
    return { references: row?.references ?? '', n: row?.n ?? 0 }
  }
  const before = await counted()
  expect(before.references).not.toContain(opened.body.reference)
  const { version } = opened.body
  const shared = { action: 'share', version, asked: 'yes' }
  expect((await force.as(caseworker)('POST', `/cases/${opened.body.id}/actions`, shared)).status).toBe(200)
  const after = await counted()
  expect(after.references).toContain(opened.body.reference)
  expect(after.n).toBe(before.n + 1)
})

test('a match is looked for among those who stand behind C1 themselves, a supervisor’s team not among them', async () => {
  const caseId = await led('Maria Clara Ibarra')
  const question = { formId: 'intake-short', formVersion: 1, answers: { ...adult, 'known-as': 'Maria Clara Ibarra' } }
  const found = async (person: TestPerson) =>
    (await force.as(person)<Matches>('POST', '/referrals/matches', question)).body.items.map((one) => one.caseId)
  expect(await found(caseworker)).toEqual([caseId])
  const stranger = await force.person(await force.agency('ngo'), 'caseworker')
  for (const person of [supervisor, officer, stranger]) expect(await found(person)).toEqual([])
})

test('who looks into complaints, keeps the system or the log, or leads the task force sees none of the work of their own agency', async () => {
  const waiting = await aSentReferral(force, officer, caseworker.agencyId)
  expect((await force.as(caseworker)('GET', `/referrals/${waiting.id}`)).status).toBe(200)
  for (const role of ['integrity-officer', 'auditor', 'administrator', 'lead'] as const) {
    const person = await force.person(caseworker.agencyId, role)
    expect((await force.as(person)('GET', `/referrals/${waiting.id}`)).status, role).toBe(404)
    const [row] = await raw.attempt(
      person,
      (sql) => sql<{ n: number }[]>`
        select (select count(*) from app.work_items)::int + (select count(*) from app.referrals)::int + (select count(*) from app.cases)::int
          + (select count(*) from app.deadlines)::int + (select count(*) from app.counters)::int as n`,
    )
    expect(row?.n, role).toBe(0)
  }
})

test('a colleague without a part in it sees no clock of what another carries, nor moves one; who answers for the team does', async () => {
  const caseId = await led()
  const colleague = await force.person(caseworker.agencyId, 'caseworker')
  const clocks = async (person: TestPerson) =>
    (await read<DeadlinePage>(person, '/deadlines?limit=100')).items.map(({ key }) => key)
  expect(await clocks(caseworker)).toEqual(expect.arrayContaining(['case.review', 'referral.first-contact']))
  expect(await clocks(supervisor)).toEqual(expect.arrayContaining(['case.review', 'referral.first-contact']))
  expect(await clocks(colleague)).toEqual([])
  const [clock] = await force.owner<{ id: string; version: number }[]>`
    select id, version from app.deadlines where subject_id = ${caseId} and closed_at is null`
  const corrects = (person: TestPerson, notifies: object[] = []) =>
    raw.attempt(
      person,
      (sql) => sql`
        select app.move_clock(${clock?.id ?? ''}, ${clock?.version ?? 0},
          jsonb_build_object('kind', 'corrected', 'startedAt', app.now(), 'dueAt', app.now() + interval '1 day'), '[]', null, ${sql.json(notifies as never)})`,
    )
  expect(await corrects(caseworker)).toHaveLength(1)
  expect(await corrects(caseworker, [{ agencyId: caseworker.agencyId, personId: caseworker.id }])).toHaveLength(1)
  await refused(corrects(colleague))
  // A correction also cannot notify a person who is neither sender nor receiver of the referral.
  await refused(corrects(caseworker, [{ agencyId: officer.agencyId, personId: officer.id }]))
  await refused(corrects(caseworker, [{ agencyId: null, personId: null }]))
})

test('what is still to be settled follows the lead: whoever led before neither hears of it nor sees it', async () => {
  const caseId = await led()
  const shelter = await force.person(await force.agency('ngo'))
  const clinic = await force.person(await force.agency('health'))
  const ask = async (from: TestPerson, to: TestPerson) => {
    const body = { kind: 'service', caseId, toAgencyId: to.agencyId, formId: 'intake-short', formVersion: 1 }
    const draft = await force.as(from)<{ referral: Referral }>(
      'POST',
      '/referrals',
      { ...body, answers: { ...adult, kind: 'service' } },
      { 'idempotency-key': v7() },
    )
    return (await act(force, from, draft.body.referral, 'send')).body
  }
  await act(force, shelter, await ask(caseworker, shelter), 'accept')
  const asked = await ask(shelter, clinic)
  expect((await act(force, clinic, asked, 'decline', { reason: 'no-capacity' })).status).toBe(200)
  const { version } = await read<Case>(caseworker, `/cases/${caseId}`)
  const offered = await force.as(caseworker)('POST', `/cases/${caseId}/actions`, {
    action: 'hand-over',
    version,
    toAgencyId: shelter.agencyId,
    asked: 'yes',
    summary: [{ compartment: 'C1', text: 'Summary.' }],
  })
  expect(offered.status).toBe(200)
  const [offer] = (await read<{ items: { id: string; version: number }[] }>(shelter, `/handovers?caseId=${caseId}`))
    .items
  const taken = { action: 'accept', version: offer?.version }
  expect((await force.as(shelter)('POST', `/handovers/${offer?.id}/actions`, taken)).status).toBe(200)

  expect((await force.as(caseworker)('GET', `/referrals/${asked.id}`)).status).toBe(404)
  const mine = await read<Referral>(shelter, `/referrals/${asked.id}`)
  expect((await act(force, shelter, mine, 'settle', { reason: 'needs-met-elsewhere' })).status).toBe(200)
  const told = await force.owner<{ to: string }[]>`
    select t->>'agencyId' as to from app.outbox, jsonb_array_elements(payload->'to') t where name = 'referral.settle' and payload->>'subjectId' = ${asked.id}`
  expect(told.map(({ to }) => to)).toEqual([shelter.agencyId])
})
