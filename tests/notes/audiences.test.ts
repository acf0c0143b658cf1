import type { Case } from '@palermo/shared/cases/contract.ts'
import type { ContactLog } from '@palermo/shared/contacts/contract.ts'
import type { DocumentList } from '@palermo/shared/documents/contract.ts'
import type { Note } from '@palermo/shared/notes/contract.ts'
import type { Problem } from '@palermo/shared/problem.ts'
import type { Referral, TimelineEvent } from '@palermo/shared/referrals/contract.ts'
import { v7 } from 'uuid'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type Raw, rawConnection, refused } from '../attacks/raw.ts'
import { add } from '../documents/story.ts'
import { act, adult, aSentReferral } from '../referrals/story.ts'
import { aTaskForce, type TaskForce, type TestPerson } from '../task-force.ts'

let force: TaskForce
let raw: Raw
let officer: TestPerson
let lead: TestPerson
let supervisor: TestPerson
let shelter: TestPerson
let doctor: TestPerson
let lawyer: TestPerson
let investigator: TestPerson
let immigration: TestPerson
let caseId: string

beforeAll(async () => {
  force = await aTaskForce()
  raw = rawConnection(force)
  officer = await force.person(await force.agency('police'), 'officer')
  lead = await force.person(await force.agency('welfare'), 'caseworker')
  supervisor = await force.person(lead.agencyId, 'supervisor')
  shelter = await force.person(await force.agency('ngo'), 'caseworker')
  doctor = await force.person(await force.agency('health'), 'caseworker')
  lawyer = await force.person(await force.agency('ngo'), 'lawyer')
  investigator = await force.person(await force.agency('police'), 'investigator')
  immigration = await force.person(await force.agency('immigration'), 'officer')
})
afterAll(async () => {
  await raw.end()
  await force.end()
})

const join = async (person: TestPerson) => {
  await force.moveClock('1 minute')
  const body = { kind: 'service', caseId, toAgencyId: person.agencyId, formId: 'intake-short', formVersion: 1 }
  const draft = await force.as(lead)<{ referral: Referral }>(
    'POST',
    '/referrals',
    { ...body, answers: { ...adult, kind: 'service' } },
    { 'idempotency-key': v7() },
  )
  const sent = await act(force, lead, draft.body.referral, 'send')
  expect((await act(force, person, sent.body, 'accept')).status).toBe(200)
  await force.moveClock('1 minute')
}
/**
 * Makes a case that the welfare agency leads; the shelter, the police and the immigration agency join at its beginning.
 */
beforeEach(async () => {
  const sent = await aSentReferral(force, officer, lead.agencyId)
  caseId = (await act(force, lead, sent, 'accept')).body.caseId ?? ''
  for (const person of [shelter, investigator, immigration]) await join(person)
})

const day = (from: number) => new Date(Date.now() + from * 86_400_000).toISOString()
const write = (person: TestPerson, more: object = {}) =>
  force.as(person)<Note & Problem>('POST', '/notes', { caseId, text: 'Canary.', ...more }, { 'idempotency-key': v7() })
const page = async (person: TestPerson) => (await force.as(person)<Case>('GET', `/cases/${caseId}`)).body
const reads = async (person: TestPerson, note: string) => (await page(person)).notes.some(({ id }) => id === note)
const open = async (person: TestPerson, agencyId: string) =>
  force.as(person)<Case & Problem>('POST', `/cases/${caseId}/actions`, {
    action: 'open-earlier',
    version: (await page(person)).version,
    agencyId,
  })

test('what nobody chose readers for is for the writer’s agency and the lead, and never for police or immigration', async () => {
  const { body: note } = await write(shelter)
  expect(note).toMatchObject({ audience: 'own-agency-and-lead', compartment: 'C1' })
  expect(await reads(lead, note.id)).toBe(true)
  for (const person of [investigator, immigration]) {
    // The police and the immigration agency do have access to the compartment; the audience alone keeps the note from
    // them.
    expect((await page(person)).noteCompartments).toContain('C1')
    expect(await reads(person, note.id)).toBe(false)
  }
})

test.each([
  ['a lawyer’s note', () => lawyer, 'lawyer-and-lead', 'C4'],
  ['a doctor’s note', () => doctor, 'health', 'C3'],
  ['an investigator’s note', () => investigator, 'own-agency', 'C5'],
  ['an immigration officer’s note', () => immigration, 'own-agency-and-lead', 'C1'],
])('%s has the readers that go with who writes', async (_what, writer, audience, compartment) => {
  if ([lawyer, doctor].includes(writer())) await join(writer())
  expect((await write(writer())).body).toMatchObject({ audience, compartment })
})

describe('an agency that joins later', () => {
  test('reads what is for everybody helping from then on, and what was written before once the lead opens it', async () => {
    const { body: before } = await write(lead, { audience: 'helping' })
    const { body: kept } = await write(lead)
    await join(doctor)
    const { body: after } = await write(lead, { audience: 'helping' })
    expect([await reads(doctor, before.id), await reads(doctor, after.id)]).toEqual([false, true])
    expect((await page(doctor)).earlier).toMatchObject({ openedToUs: false })
    const opened = await open(lead, doctor.agencyId)
    expect([opened.status, opened.body.earlier.opened]).toEqual([200, [doctor.agencyId]])
    expect(await reads(doctor, before.id)).toBe(true)
    expect((await page(doctor)).earlier).toMatchObject({ openedToUs: true })
    // Opening earlier entries waives only the time at which the agency joined, not the audience.
    expect(await reads(doctor, kept.id)).toBe(false)
    const { body } = await force.as(shelter)<{ items: TimelineEvent[] }>('GET', `/cases/${caseId}/timeline`)
    const line = body.items.find(({ action }) => action === 'open-earlier')
    expect(line?.facts).toEqual({})
    expect(JSON.stringify(line)).not.toContain(doctor.agencyId)
  })

  test('reads of what another agency wrote only what that agency opened', async () => {
    const { body: theirs } = await write(shelter, { audience: 'health' })
    const { body: leads } = await write(lead, { audience: 'health' })
    await join(doctor)
    // The shelter knows that the clinic is on the team, because both have access to the compartment of health.
    expect((await open(shelter, doctor.agencyId)).status).toBe(200)
    expect([await reads(doctor, theirs.id), await reads(doctor, leads.id)]).toEqual([true, false])
  })

  test('is police or immigration: nothing is opened to them that is not for them', async () => {
    const { body: note } = await write(shelter, { audience: 'helping' })
    expect((await open(lead, immigration.agencyId)).status).toBe(200)
    expect((await open(lead, investigator.agencyId)).status).toBe(200)
    expect([await reads(immigration, note.id), await reads(investigator, note.id)]).toEqual([false, false])
  })

  test('must be on the team; whoever is not on the case opens nothing', async () => {
    const wrong = await open(lead, doctor.agencyId)
    expect(wrong).toMatchObject({ status: 422, body: { errors: [{ pointer: '/agencyId' }] } })
    expect((await open(lead, lead.agencyId)).status).toBe(422)
    const { version } = await page(lead)
    const input = { action: 'open-earlier', version, agencyId: shelter.agencyId }
    expect((await force.as(doctor)('POST', `/cases/${caseId}/actions`, input)).status).toBe(404)
  })
})

test('a new lead reads what the lead before read; immigration and police do not by leading', async () => {
  const { body: own } = await write(lead, { audience: 'own-agency' })
  const { body: toLead } = await write(lead)
  await join(doctor)
  const { version } = await page(lead)
  const offer = { action: 'hand-over', version, asked: 'yes', summary: [{ compartment: 'C1', text: 'Canary.' }] }
  await force.as(lead)('POST', `/cases/${caseId}/actions`, { ...offer, toAgencyId: shelter.agencyId })
  const [offered] = await force.owner<{ id: string; version: number }[]>`
    select id, version from app.handovers where case_id = ${caseId} and status = 'offered'`
  expect([await reads(shelter, own.id), await reads(shelter, toLead.id)]).toEqual([false, false])
  const taken = { action: 'accept', version: offered?.version }
  expect((await force.as(shelter)('POST', `/handovers/${offered?.id}/actions`, taken)).status).toBe(200)
  expect([await reads(shelter, own.id), await reads(shelter, toLead.id)]).toEqual([true, true])
  expect([await reads(doctor, own.id), await reads(immigration, toLead.id)]).toEqual([false, false])
})

test('a colleague and a deputy read what whoever they replace read', async () => {
  const { body: note } = await write(lead, { audience: 'own-agency' })
  const colleague = await force.person(lead.agencyId, 'caseworker')
  const deputy = await force.person(lead.agencyId, 'caseworker')
  await force.as(supervisor)('POST', `/cases/${caseId}/members`, { personId: colleague.id })
  expect(await reads(colleague, note.id)).toBe(true)
  expect((await force.as(deputy)('GET', `/cases/${caseId}`)).status).toBe(404)
  const away = { personId: lead.id, deputyId: deputy.id, fromAt: day(-1), untilAt: day(30) }
  const made = await force.as(supervisor)('POST', '/absences', away, { 'idempotency-key': v7() })
  expect(made.status, JSON.stringify(made.body)).toBe(201)
  expect(await reads(deputy, note.id)).toBe(true)
})

test('words of a task, contacts and documents go to the same readers, and so does the history of a document', async () => {
  const task = { caseId, kind: 'call', dueAt: '2030-01-01T00:00:00Z', text: 'Canary.' }
  await force.as(lead)('POST', '/tasks', task, { 'idempotency-key': v7() })
  const contact = { caseId, way: 'call', outcome: 'reached', safe: 'no', note: 'Canary.' }
  await force.as(shelter)('POST', '/contacts', contact, { 'idempotency-key': v7() })
  const file = { name: 'paper.txt', bytes: Buffer.from('Canary.') }
  expect((await add(force, shelter, { caseId, kind: 'letter', compartment: 'C1' }, file)).status).toBe(201)
  const seen = async (person: TestPerson) => ({
    task: (await page(person)).tasks.some(({ text }) => text !== null),
    contacts: (await force.as(person)<ContactLog>('GET', `/contacts?caseId=${caseId}`)).body.items.length,
    documents: (await force.as(person)<DocumentList>('GET', `/documents?caseId=${caseId}`)).body.items.length,
    history: (await force.as(person)<{ items: TimelineEvent[] }>('GET', `/cases/${caseId}/timeline`)).body.items.some(
      ({ subjectKind }) => subjectKind === 'document',
    ),
  })
  expect(await seen(lead)).toEqual({ task: true, contacts: 1, documents: 1, history: true })
  for (const person of [investigator, immigration])
    expect(await seen(person)).toEqual({ task: false, contacts: 0, documents: 0, history: false })
})

test('what is sent with a referral to the police is read by the police who accept it, and by no others', async () => {
  const [words] = await force.owner<
    { n: number }[]
  >`select count(*)::int as n from app.texts_c1 where case_id = ${caseId} and subject_kind = 'referral'`
  expect(words?.n).toBeGreaterThan(0)
  const own = await raw.attempt(
    investigator,
    (sql) => sql<{ to: string }[]>`
      select distinct r.to_agency_id as to from app.texts_c1 t join app.referrals r on r.id = t.subject_id where t.case_id = ${caseId}`,
  )
  expect(own.map(({ to }) => to)).toEqual([investigator.agencyId])
})

describe('is refused', () => {
  test.each([
    ['an audience that does not lie in the compartment that is named', { audience: 'health', compartment: 'C1' }, 422],
    ['an audience in a compartment that its writer may not write behind', { audience: 'police-and-prosecutor' }, 403],
    ['the audience of entries from before there were any', { audience: 'as-before' }, 422],
  ])('%s', async (_what, input, status) => {
    expect((await write(shelter, input)).status).toBe(status)
  })

  test('a correction for other readers than the note that it corrects', async () => {
    const { body: note } = await write(shelter)
    expect((await write(shelter, { corrects: note.id, audience: 'helping' })).body.errors).toMatchObject([
      { pointer: '/audience' },
    ])
    expect((await write(shelter, { corrects: note.id })).body).toMatchObject({ audience: 'own-agency-and-lead' })
    await refused(
      raw.attempt(
        shelter,
        (sql) => sql`insert into app.notes (id, case_id, kind, audience, compartment, agency_id, author_id, corrects)
          values (${v7()}, ${caseId}, 'other', 'helping', 'C1', ${shelter.agencyId}, ${shelter.id}, ${note.id})`,
      ),
    )
  })

  test('to the database too: another audience for what is written, words for others than their note, an opening by hand', async () => {
    const { body: note } = await write(shelter)
    await refused(raw.attempt(shelter, (sql) => sql`update app.notes set audience = 'helping' where id = ${note.id}`))
    await refused(
      raw.attempt(
        investigator,
        (sql) => sql`insert into app.earlier_entries (case_id, agency_id) values (${caseId}, ${investigator.agencyId})`,
      ),
    )
    await refused(raw.attempt(lead, (sql) => sql`select app.open_earlier(${caseId}, ${shelter.agencyId})`))
    await refused(
      raw.attempt(
        investigator,
        (sql) => sql`insert into app.former_leads (case_id, agency_id) values (${caseId}, ${investigator.agencyId})`,
      ),
    )
    const id = v7()
    const [text] = await raw.attempt(shelter, async (sql) => {
      await sql`insert into app.notes (id, case_id, kind, audience, compartment, agency_id, author_id)
        values (${id}, ${caseId}, 'other', 'own-agency', 'C1', ${shelter.agencyId}, ${shelter.id})`
      return sql<{ audience: string }[]>`
        insert into app.texts_c1 (id, case_id, owner_agency_id, author_id, subject_kind, subject_id, field, sealed, audience)
        values (${v7()}, ${caseId}, ${shelter.agencyId}, ${shelter.id}, 'note', ${id}, 'note', '\\x00', 'helping') returning audience`
    })
    expect(text?.audience).toBe('own-agency')
  })
})
