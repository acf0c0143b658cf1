import { openCompartments } from '@palermo/shared/compartments.ts'
import type { Answers } from '@palermo/shared/forms/answers.ts'
import { codesOf } from '@palermo/shared/forms/check.ts'
import { intakeShort } from '@palermo/shared/forms/intake.ts'
import { mapTargets } from '@palermo/shared/forms/targets.ts'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { act, aSentReferral } from '../referrals/story.ts'
import { aTaskForce, type TaskForce, type TestPerson } from '../task-force.ts'
import { byHand } from '../workers/by-hand.ts'

let force: TaskForce
let officer: TestPerson

beforeAll(async () => {
  force = await aTaskForce()
  officer = await force.person(await force.agency('police'), 'officer')
})
afterAll(() => force.end())

/**
 * Answers that are the same for both people, such as needs and urgency. The answers in compartments differ completely.
 */
const shell: Answers = {
  'safe-now': 'yes',
  'under-18': 'no',
  'age-band': '21-29',
  'wants-referral': 'yes',
  urgency: 'within-24-hours',
  needs: ['bed', 'legal-advice'],
  // The receiver needs the gender before it accepts, to know which beds are suitable.
  gender: 'feminine',
  kind: 'lead',
}
const one: Answers = {
  ...shell,
  'known-as': 'A',
  'birth-year': 1999,
  nationality: 'PH',
  'contact-ways': ['none-safe'],
  'risk-flags': ['none-known'],
  'what-happened': 'Short.',
}
const other: Answers = {
  ...shell,
  'known-as': 'not-asked-now',
  'contact-ways': ['call', 'through-somebody'],
  'contact-details': 'A very long way of reaching her, through many hands. '.repeat(5).trim(),
  'what-happened': 'A long story. '.repeat(100).trim(),
  'meeting-point': 'Under the clock.',
}

/**
 * Returns all that the receiver can read, with ids and times
 * replaced, so that any difference tells the two people apart.
 */
const viewOf = async (answers: Answers) => {
  const agency = await force.agency('ngo', { name: 'The asked' })
  const receiver = await force.person(agency, 'caseworker')
  const sent = await aSentReferral(force, officer, agency, answers)
  const worker = byHand(force)
  await worker.tell()
  await worker.end()
  const paths = [
    `/referrals/${sent.id}`,
    '/referrals?box=inbox',
    '/work-items',
    '/work-items/counts',
    '/notices',
    '/deadlines',
    '/cases',
  ]
  const bodies = await Promise.all(
    paths.map(async (path) => JSON.stringify((await force.as(receiver)('GET', path)).body)),
  )
  const rows = await force.owner`
    select row_to_json(d) as d from app.work_items d where d.agency_id = ${agency} union all
    select row_to_json(n) from app.notices n where n.person_id = ${receiver.id} union all
    select row_to_json(e) from app.events e where e.subject_id = ${sent.id} union all
    select o.payload::json from app.outbox o where o.payload->>'subjectId' = ${sent.id}`
  return [...bodies, ...rows.map(({ d }) => JSON.stringify(d))].map((text) =>
    text
      .replaceAll(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, 'id')
      .replaceAll(/PH-[0-9A-Z]{9}/g, 'reference')
      .replaceAll(/\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(\.\d+)?(Z|\+00:00)?/g, 'time')
      // The running numbers of events are encrypted into 22 characters.
      .replaceAll(/"id":"[\w-]{22}"/g, '"number"')
      .replaceAll(/"(id|x|outbox_id)":"?\d+"?/g, '"number"'),
  )
}

test('before acceptance two people who need the same are the same to whoever is asked, to the last byte', async () => {
  const [first, second] = [await viewOf(one), await viewOf(other)]
  expect(second).toEqual(first)
  expect(first[0]).toContain('"sealed":["C1","C2"]')
})

test('control: what the receiver is to weigh does tell them apart', async () => {
  const view = await viewOf(one)
  expect(await viewOf({ ...one, urgency: 'routine' })).not.toEqual(view)
  expect(await viewOf({ ...one, gender: 'masculine' })).not.toEqual(view)
})

const authorities = /police|prosecut|law.?enforce|co.?operat|testif|witness|complain|accus|crime|criminal|charge/i

test('help asks nothing about police or court: no question of the short form, no answer to it, no column it fills', () => {
  const asked = intakeShort.steps.flatMap(({ id, fields }) =>
    fields.flatMap((field) => [id, field.id, field.mapsTo ?? '', ...(codesOf(field) ?? [])]),
  )
  expect([...asked, ...mapTargets].filter((name) => authorities.test(name))).toEqual([])
})

test('nor does any column of the shell, of protection, or of the words keep such a wish', async () => {
  const columns = await force.owner<{ name: string }[]>`
    select format('%s.%s', c.relname, a.attname) as name from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0
     where c.relnamespace = 'app'::regnamespace and c.relkind in ('r', 'v')`
  expect(columns.length).toBeGreaterThan(100)
  expect(columns.map(({ name }) => name).filter((name) => authorities.test(name))).toEqual([])
  expect(openCompartments).not.toContain('C0')
})

test('who is helped, and how soon, is decided without a look at the justice track', async () => {
  const readers = await force.owner<{ name: string }[]>`
    select p.proname as name from pg_proc p where p.pronamespace in ('app'::regnamespace, 'authz'::regnamespace)
      and p.prosrc ~ 'case_milestones' order by 1`
  // `case_document` shows the three tracks of a case, and `statistics_people` counts
  // the people in each track once a week, to compare help with and without proceedings.
  // `case_began` reads milestones of the protection track only (next test).
  expect(readers.map(({ name }) => name)).toEqual(['case_began', 'case_document', 'statistics_people'])
  const policies = await force.owner<{ name: string }[]>`
    select polname as name from pg_policy where pg_get_expr(polqual, polrelid) ~ 'case_milestones'`
  expect(policies.filter(({ name }) => !name.startsWith('case_milestones'))).toEqual([])
})

test('when a case began, and so which dates its protection takes, is the same with proceedings as without', async () => {
  const ngo = await force.agency('ngo')
  const caseworker = await force.person(ngo, 'caseworker')
  const sent = await aSentReferral(force, officer, ngo)
  const { caseId } = (await act(force, caseworker, sent, 'accept')).body
  const began = async () => {
    const [row] = await force.owner<{ began: Date }[]>`select app.case_began(${caseId}) as began`
    return row?.began
  }
  const reach = (track: string, stage: string, compartment: string) => force.owner`
    insert into app.case_milestones (id, case_id, track, stage, compartment, reached_on, agency_id)
    values (gen_random_uuid(), ${caseId}, ${track}, ${stage}, ${compartment}, '2001-01-01', ${ngo})`
  const before = await began()
  await reach('justice', 'reported', 'C5')
  expect(await began()).toEqual(before)
  // Control: a milestone of the protection track does move the beginning of the case back.
  await reach('protection', 'met', 'C0')
  expect((await began())?.getFullYear()).toBeLessThan(2002)
})
