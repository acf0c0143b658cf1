import { readFileSync } from 'node:fs'
import { declineReasons, isSystemGap } from '@palermo/shared/codes/decline-reasons.ts'
import type { WorkItem, WorkList, WorkNumbers } from '@palermo/shared/dashboards/contract.ts'
import {
  definitionKey,
  isLateCell,
  workAgeOf,
  workMeasures,
  workNumberNames,
  workNumbers,
} from '@palermo/shared/dashboards/definitions.ts'
import { encodeCursor } from '@palermo/shared/page.ts'
import { v7 } from 'uuid'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { act, aDraft, adult, aSentReferral } from '../referrals/story.ts'
import { aTaskForce, type TaskForce, type TestPerson } from '../task-force.ts'

let force: TaskForce
let lead: TestPerson
let officer: TestPerson
let caseworker: TestPerson
let supervisor: TestPerson
let shelter: TestPerson
let stranger: TestPerson
/** The accepted referral. A second one is declined for lack of capacity, and a third waits unread for four days. */
let accepted: { id: string; caseReference: string | null }
let waiting: { id: string; caseId: string | null; caseReference: string | null }

beforeAll(async () => {
  force = await aTaskForce()
  const police = await force.agency('police', { name: '=Police, 2nd "Unit"' })
  const ngo = await force.agency('ngo')
  const house = await force.agency('ngo', { protected: true, region: 'North', name: 'Canary House' })
  lead = await force.person(await force.agency('secretariat'), 'lead')
  officer = await force.person(police, 'officer')
  caseworker = await force.person(ngo, 'caseworker')
  supervisor = await force.person(ngo, 'supervisor')
  shelter = await force.person(house, 'caseworker')
  stranger = await force.person(await force.agency('health'), 'head')

  const first = await aSentReferral(force, officer, ngo)
  await force.moveClock('3 hours')
  accepted = (await act(force, caseworker, first, 'accept')).body
  const second = await aSentReferral(force, officer, house)
  await act(force, shelter, second, 'decline', { reason: 'no-capacity' })
  waiting = await aSentReferral(force, officer, ngo, { ...adult, urgency: 'within-24-hours' })
  await force.moveClock('4 days')
  await aDraft(force, officer, ngo)
})
afterAll(() => force.end())

const numbersOf = async (person: TestPerson, query = '') =>
  (await force.as(person)<WorkNumbers>('GET', `/dashboards/work${query}`)).body
const listOf = async (person: TestPerson, query: string) =>
  (await force.as(person)<WorkList>('GET', `/dashboards/work/list?${query}`)).body.items

test('a lead, who sees no referral, finds the work of all in the numbers', async () => {
  expect((await force.as(lead)('GET', `/referrals/${waiting.id}`)).status).toBe(404)
  const { scope, funnel, times, acceptance, open, caseload } = await numbersOf(lead)
  expect(scope).toBe('task-force')
  expect(funnel).toMatchObject({ begun: 4, draft: 1, sent: 3, accepted: 1, declined: 1, notReferred: 0 })
  expect(times.total.accept).toMatchObject({ taken: 1, missed: 1, median: 3 })
  expect(isLateCell(times.total.accept)).toBe(true)
  // A referral declined for lack of capacity counts as a gap of the system, not as a refusal by the agency.
  expect(acceptance.total).toEqual({ accepted: 1, refused: 0, gaps: 1, returned: 0, rate: 1 })
  expect(acceptance.reasons).toEqual([{ reason: 'no-capacity', systemGap: true, n: 1 }])
  expect(open.cells).toContainEqual({ status: 'sent', age: '4-7', n: 1 })
  expect(caseload.people).toBeNull()
})

test('"who is late?": the number opens its list of codes, with the reason once it is given', async () => {
  const { late } = await numbersOf(lead)
  const cell = late.cells.find(({ owesId, step }) => owesId === caseworker.agencyId && step === 'referral.answer')
  expect(cell?.n).toBe(1)
  const drill = `number=late&owes=${cell?.owesId}&step=referral.answer`
  const [line] = await listOf(lead, drill)
  expect(line).toMatchObject({ caseReference: waiting.caseReference, status: 'sent', reason: null })
  await force.owner`update app.deadlines set breach_reason = 'workload' where subject_id = ${waiting.id} and key = 'referral.answer'`
  expect(await listOf(lead, drill)).toEqual([{ ...line, reason: 'workload' }])
})

test('a supervisor counts what has the own agency at either end, and colleagues by their load', async () => {
  const { scope, ownAgencyId, funnel, caseload, agencies } = await numbersOf(supervisor)
  expect([scope, ownAgencyId]).toEqual(['agency', supervisor.agencyId])
  // The supervisor's numbers leave out the draft, which only its author sees before it is sent.
  expect(funnel).toMatchObject({ begun: 2, draft: 0, sent: 2, accepted: 1, declined: 0 })
  expect(caseload.people).toEqual([{ personId: caseworker.id, cases: 1, carried: 1 }])
  expect(agencies.map(({ id }) => id)).not.toContain(shelter.agencyId)
  expect((await numbersOf(stranger)).funnel).toMatchObject({ begun: 0, sent: 0 })
  // For one agency the task-force lead gets the same numbers as the supervisor of the agency.
  const { funnel: asLead } = await numbersOf(lead, `?agency=${supervisor.agencyId}`)
  expect(asLead).toEqual(funnel)
  // The caseload of a person is listed only for those who answer for that person's work.
  expect(await listOf(lead, `number=carried&person=${caseworker.id}`)).toEqual([])
  expect(await listOf(stranger, `number=cases&person=${caseworker.id}`)).toEqual([])
  expect(await listOf(supervisor, `number=carried&person=${caseworker.id}`)).toHaveLength(1)
})

test('somebody barred from a case finds it in no number and no list', async () => {
  const before = await numbersOf(supervisor)
  await force.owner`insert into app.case_bars (case_id, person_id) values (${waiting.caseId}, ${supervisor.id})`
  const after = await numbersOf(supervisor)
  expect(after.funnel.begun).toBe(before.funnel.begun - 1)
  expect(after.late.total).toBeLessThan(before.late.total)
  expect(after.change.sent).toBe(before.change.sent - 1)
  for (const number of workNumberNames) {
    const references = (await listOf(supervisor, listing(number))).map(({ caseReference }) => caseReference)
    expect(references).not.toContain(waiting.caseReference)
  }
  await force.owner`delete from app.case_bars`
})

const today = new Date()
const thisWeek = () => {
  const thursday = new Date(today.getTime() + (4 - (today.getUTCDay() || 7)) * 86_400_000)
  const week = Math.floor((thursday.getTime() - Date.UTC(thursday.getUTCFullYear(), 0, 1)) / 604_800_000) + 1
  return `${thursday.getUTCFullYear()}-W${String(week).padStart(2, '0')}`
}
const listing = (number: (typeof workNumberNames)[number]) => {
  const { needs } = workNumbers[number]
  const step = needs.includes('step') ? '&step=accept' : ''
  return `number=${number}${step}${needs.includes('week') ? `&week=${thisWeek()}` : ''}`
}

test('no reply names anybody, tells an id of a case or a referral, or finds a shelter', async () => {
  const ids = await force.owner<{ id: string }[]>`
    select id from app.referrals union all select id from app.cases union all select id from app.deadlines
    union all select person_id from app.case_persons`
  for (const person of [lead, supervisor]) {
    const paths = [
      '/dashboards/work',
      ...workNumberNames.map((number) => `/dashboards/work/list?limit=1&${listing(number)}`),
    ]
    for (const path of paths) {
      for (const accept of ['application/json', 'text/csv']) {
        const { statusCode, body } = await inject(person, path, accept)
        expect([path, statusCode]).toEqual([path, 200])
        const plain = body + cursorsIn(body)
        expect(plain).not.toMatch(/Canary|Test Person|@example/)
        for (const { id } of ids) expect(plain).not.toContain(id)
      }
    }
  }
  const { agencies } = await numbersOf(lead)
  expect(agencies.find(({ id }) => id === shelter.agencyId)?.name).toBe('Protection service, North')
})

const inject = (person: TestPerson, path: string, accept: string) =>
  force.app.inject({ url: `/api${path}`, headers: { authorization: `Bearer ${person.token}`, accept } })

const cursorsIn = (body: string) =>
  [...body.matchAll(/"nextCursor":"([^"]+)"/g)].map(([, cursor]) => Buffer.from(cursor ?? '', 'base64url')).join()

test('no list that names a case is narrowed by what a person is, and none tells the lead which of them is a child’s', async () => {
  const attributes = ['child', 'ageBand', 'sex', 'nationality', 'need', 'language', 'childProcedure']
  for (const attribute of attributes) {
    for (const path of ['work', 'work/list?number=late', 'work?format=csv']) {
      const asked = await force.as(lead)('GET', `/dashboards/${path}${path.includes('?') ? '&' : '?'}${attribute}=true`)
      expect([path, attribute, asked.status]).toEqual([path, attribute, 422])
    }
    for (const page of ['dashboard', 'numbers'] as const) {
      const filter = page === 'numbers' ? { number: 'late', [attribute]: true } : { [attribute]: true }
      const kept = await force.as(lead)('POST', '/filters', { page, filter }, { 'idempotency-key': v7() })
      expect([page, attribute, kept.status]).toEqual([page, attribute, 422])
    }
  }
  const [clock] = await force.owner<{ id: string; key: string }[]>`
    select d.id, d.key from app.deadlines d where d.closed_at is null and d.case_id is not null
       and d.due_at < app.now() and (d.owes_agency_id = ${supervisor.agencyId} or d.owed_agency_id = ${supervisor.agencyId}) limit 1`
  if (!clock) throw new Error('nothing is late')
  const rename = (key: string) =>
    force.owner.begin(async (sql) => {
      await sql`set local session_replication_role = replica`
      await sql`update app.deadlines set key = ${key} where id = ${clock.id}`
    })
  await rename('child.guardian')
  const said = async (person: TestPerson) =>
    JSON.stringify([await numbersOf(person), await listOf(person, 'number=late')]) +
    (await inject(person, '/dashboards/work/list?number=late', 'text/csv')).body
  // The time of the reply, and how long the oldest step is late at that time, differ between two requests.
  const timeless = (text: string) => text.replaceAll(/"asOf":"[^"]*"|"longest":[\d.]+/g, '')
  const asChild = await said(lead)
  expect(asChild).toMatch(/case\.step/)
  expect(asChild).not.toMatch(/child\./)
  expect(await listOf(lead, 'number=late&step=child.guardian')).toEqual([])
  const named = await listOf(lead, 'number=late&step=case.step')
  expect(named.length).toBeGreaterThan(0)
  // The common name `case.step` does not reveal a child either, because steps in cases of adults have it too.
  await rename('case.review')
  expect(timeless(await said(lead))).toBe(timeless(asChild))
  expect(await listOf(lead, 'number=late&step=case.step')).toEqual(named)
  expect(await listOf(lead, 'number=late&step=case.review')).toEqual([])
  await rename('child.guardian')
  // The agency that owes the step has the case and sees the real name of the step.
  expect(await said(supervisor)).toMatch(/child\.guardian/)
  await rename(clock.key)
})

test('numbers and lists come as files that no spreadsheet runs', async () => {
  const numbers = await inject(lead, '/dashboards/work?format=csv', '*/*')
  expect(numbers.headers['content-type']).toBe('text/csv; charset=utf-8')
  expect(numbers.headers['content-disposition']).toMatch(
    /^attachment; filename="work-numbers-\d{4}-\d\d-\d\d-\d{4}-\d\d-\d\d\.csv"$/,
  )
  expect(numbers.body).toContain('\r\naccepted,,,,,,,,,,1\r\n')
  const list = await inject(lead, `/dashboards/work/list?number=sent&sender=${officer.agencyId}`, 'text/csv')
  const [head, ...lines] = list.body.trimEnd().split('\r\n')
  expect(head).toBe('\uFEFFcase,kind,status,step,from,to,owes,sent,due,reason')
  expect(lines).toHaveLength(3)
  expect(list.body).toContain(`"'=Police, 2nd ""Unit"""`)
  // The query parameter `format` overrides the header `Accept`.
  expect((await inject(lead, '/dashboards/work?format=json', 'text/csv')).headers['content-type']).toMatch(/json/)
  const logged = await force.owner<
    { kind: string }[]
  >`select kind from aud.leaf where kind like 'dashboard.%' order by id desc limit 3`
  expect(logged.map(({ kind }) => kind)).toEqual(['dashboard.viewed', 'dashboard.list-exported', 'dashboard.exported'])
})

test.each([
  ['officer'],
  ['caseworker'],
  ['counsellor'],
  ['lawyer'],
  ['investigator'],
  ['prosecutor'],
  ['administrator'],
  ['auditor'],
  ['integrity-officer'],
] as const)('the numbers are not for an %s', async (role) => {
  const person = await force.person(caseworker.agencyId, role)
  for (const path of ['/dashboards/work', '/dashboards/work?format=csv', '/dashboards/work/list?number=sent']) {
    const { status, body } = await force.as(person)('GET', path)
    expect([path, status]).toEqual([path, 403])
    expect(body).toMatchObject({ type: '/problems/not-allowed' })
  }
})

test('nobody reads them unsigned, nor below HTTP without a proved identity', async () => {
  expect((await force.app.inject({ url: '/api/dashboards/work' })).statusCode).toBe(401)
  const slot = await force.db.slots.take()
  const [funnel] = await slot.sql`select count(*)::int as n from app.work_cohort(null, null, null, null)`
  const [list] = await slot.sql`
    select count(*)::int as n from app.work_list('sent', null, null, null, null, null, '{}', null, null, 100)`
  expect([funnel?.n, list?.n]).toEqual([0, 0])
  await expect(slot.sql`select * from app.work_list_cases(null, '{}', null, null, 1)`).rejects.toMatchObject({
    code: '42501',
  })
  await expect(slot.sql`select * from app.work_referrals(null, false)`).rejects.toMatchObject({ code: '42501' })
  force.db.slots.give(slot, true)
})

test.each([
  ['an unknown field', 'work?sex=female', '/sex'],
  ['a day that is none', 'work?from=2026-02-30', '/from'],
  ['a day of another age', 'work?since=0000-01-01', '/since'],
  ['a last day before the first', 'work?from=2026-03-02&to=2026-03-01', '/to'],
  ['an id that is none', 'work?agency=1', '/agency'],
  ['an unknown urgency', 'work?urgency=whenever', '/urgency'],
  ['an attribute of a person', 'work?child=true', '/child'],
  ['an attribute of a person', 'work/list?number=late&child=true', '/child'],
  ['an unknown format', 'work?format=pdf', '/format'],
  ['no number', 'work/list', '/number'],
  ['an unknown number', 'work/list?number=people', '/number'],
  ['an attribute of a person', 'work/list?number=sent&ageBand=9-17', '/ageBand'],
  ['a drill of another number', `work/list?number=sent&owes=${v7()}`, '/owes'],
  ['times without a step', 'work/list?number=taken', '/step'],
  ['a step that is no step', 'work/list?number=taken&step=referral.answer', '/step'],
  ['a clock that is none', 'work/list?number=late&step=Now!', '/step'],
  ['a week that is none', 'work/list?number=week-sent&week=2026-W54', '/week'],
  ['a trend without a week', 'work/list?number=week-sent', '/week'],
  ['a page of none', 'work/list?number=sent&limit=0', '/limit'],
])('refuses %s and says where', async (_what, path, pointer) => {
  const { status, body } = await force.as(lead)<{ errors: { pointer: string }[] }>('GET', `/dashboards/${path}`)
  expect([path, status]).toEqual([path, 422])
  expect(body.errors.map((error) => error.pointer)).toContain(pointer)
})

test.each([
  ['is not ours', 'abc'],
  ['holds no place', encodeCursor(['yesterday', v7()])],
  ['holds a number too great', encodeCursor(['9'.repeat(60), v7()])],
])('refuses a cursor that %s', async (_what, cursor) => {
  const { status } = await force.as(lead)('GET', `/dashboards/work/list?number=sent&cursor=${cursor}`)
  expect(status).toBe(400)
})

test('a line says what waits, for whom and until when', async () => {
  const lines = await listOf(lead, 'number=sent')
  const line = lines.find(({ caseReference }) => caseReference === accepted.caseReference) as WorkItem
  expect(line).toMatchObject({
    kind: 'referral',
    status: 'accepted',
    step: 'referral.first-contact',
    receiver: { id: caseworker.agencyId },
    owes: { id: caseworker.agencyId },
  })
  expect(Object.keys(line).sort()).toEqual(
    ['caseReference', 'dueAt', 'kind', 'owes', 'reason', 'receiver', 'sender', 'sentAt', 'status', 'step'].sort(),
  )
})

test('what the database counts as an age and as a gap is what the definitions say', async () => {
  const rows = await force.owner<{ hours: number; age: string }[]>`
    select hours, app.work_age(make_interval(hours => hours)) as age from generate_series(0, 1000) hours`
  for (const { hours, age } of rows) expect([hours, age]).toEqual([hours, workAgeOf(Math.floor(hours / 24))])
  for (const reason of declineReasons) {
    const row = force.owner.json({ status: 'declined', decline_reason: reason })
    const [counted] = await force.owner`
      select app.work_counts('gaps', r) as gap, app.work_counts('refused', r) as refused, app.work_counts('declined', r) as declined
        from jsonb_populate_record(null::app.work_row, ${row}) r`
    expect([reason, counted]).toEqual([
      reason,
      { gap: isSystemGap(reason), refused: !isSystemGap(reason), declined: true },
    ])
  }
})

test('every number and measure is defined in words', () => {
  const catalogue = new URL('../../web/src/dashboards/page-messages.en.json', import.meta.url)
  const words: Record<string, string> = JSON.parse(readFileSync(catalogue, 'utf8'))
  for (const name of [...workNumberNames, ...Object.keys(workMeasures)] as Parameters<typeof definitionKey>[0][]) {
    expect(Object.keys(words)).toContain(definitionKey(name))
  }
})
