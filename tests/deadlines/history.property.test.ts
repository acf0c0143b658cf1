import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { aTaskForce, type TaskForce } from '../task-force.ts'
import { byHand } from '../workers/by-hand.ts'
import { anHistory, happen, type World } from './history.ts'

let world: World
let force: TaskForce

beforeAll(async () => {
  force = await aTaskForce()
  const police = await force.agency('police')
  const ngo = await force.agency('ngo')
  const welfare = await force.agency('welfare')
  world = {
    force,
    hands: byHand(force),
    people: [
      await force.person(police, 'officer'),
      await force.person(police, 'supervisor'),
      await force.person(ngo, 'caseworker'),
      await force.person(ngo, 'counsellor'),
      await force.person(ngo, 'supervisor'),
      await force.person(welfare, 'caseworker'),
      await force.person(welfare, 'head'),
    ],
    administrator: await force.person(await force.agency('secretariat'), 'administrator'),
    referrals: [],
    tasks: [],
  }
})
afterAll(async () => {
  await world.hands.end()
  await force.end()
})

interface Line {
  agency: string
  side: string
  subject: string
  kind: string
  due: string
  assignee: string | null
  status: string
}

const lineOf = ({ agency, side, subject, kind, due, assignee, status }: Line) =>
  [agency, side, subject, kind, due, assignee ?? 'nobody', status].join(' ')

/**
 * The rows that the work items must have: for each agency the next step that it owes and the next that it waits for,
 * computed from the open deadlines.
 */
const expectedWorkItems = async (): Promise<string[]> => {
  const clocks = await force.owner<
    {
      subject: string
      key: string
      due: string
      owes: string
      owesPerson: string | null
      owed: string | null
      owedPerson: string | null
      status: string
    }[]
  >`
    select d.subject_id as subject, d.key, d.due_at::text as due, d.owes_agency_id as owes, d.owes_person_id as "owesPerson",
        d.owed_agency_id as owed, d.owed_person_id as "owedPerson", coalesce(r.status, c.status, t.status) as status
      from app.deadlines d left join app.referrals r on r.id = d.subject_id left join app.cases c on c.id = d.subject_id
      left join app.tasks t on t.id = d.subject_id where d.closed_at is null order by d.due_at, d.key`
  const next = new Map<string, Line>()
  for (const { subject, key: kind, due, owes, owesPerson, owed, owedPerson, status } of clocks) {
    const ends = [
      { agency: owes, side: 'owes', assignee: owesPerson },
      ...(owed !== null && owed !== owes ? [{ agency: owed, side: 'is-owed', assignee: owedPerson }] : []),
    ]
    for (const end of ends) {
      const place = `${subject} ${end.agency} ${end.side}`
      if (!next.has(place)) next.set(place, { ...end, subject, kind, due, status })
    }
  }
  return [...next.values()].map(lineOf).sort()
}

const desk = async () =>
  (
    await force.owner<
      Line[]
    >`select agency_id as agency, side, subject_id as subject, kind, due_at::text as due, assignee_id as assignee, status from app.work_items`
  )
    .map(lineOf)
    .sort()

const uneven = () => force.owner`
  with counted as (
    select agency_id, assignee_id, side, sum(n) as n from app.counters group by 1, 2, 3 having sum(n) <> 0
  ), there as (
    select agency_id, coalesce(assignee_id, '00000000-0000-0000-0000-000000000000') as assignee_id, side, count(*) as n
      from app.work_items group by 1, 2, 3
  ) (select * from counted except select * from there) union all (select * from there except select * from counted)`

/** Open deadlines and work items that still name a person whose account is disabled. */
const ofTheGone = () => force.owner`
  select d.subject_id, d.key from app.deadlines d join app.people p on p.id in (d.owes_person_id, d.owed_person_id)
   where d.closed_at is null and p.disabled_at is not null
  union all select d.subject_id, d.kind from app.work_items d join app.people p on p.id = d.assignee_id where p.disabled_at is not null`

/** Deadlines that another agency owes to the case lead and that name a person who does not lead the case now. */
const owedToAFormerLead = () => force.owner`
  select d.subject_id, d.key from app.deadlines d join app.referrals r on r.id = d.subject_id
   where d.closed_at is null and d.applied_rule->>'owedTo' = 'case-lead' and d.owes_agency_id <> r.lead_agency_id
     and (d.owed_agency_id, d.owed_person_id) is distinct from (r.lead_agency_id, r.lead_person_id)`

test('after any history of acts and of time, work queue and counters are what the open clocks say, and nothing is an orphan', async () => {
  await fc.assert(
    fc.asyncProperty(anHistory, async (history) => {
      for (const step of history) {
        const statuses = await happen(world, step)
        // Another person may have acted before, and some random inputs contradict the state; no reply may be a 500.
        for (const status of statuses) expect([200, 201, 404, 409, 422]).toContain(status)
      }
      expect(await desk()).toEqual(await expectedWorkItems())
      expect([...(await uneven())]).toEqual([])
      expect([...(await force.owner`select * from app.orphans()`)]).toEqual([])
      expect([...(await force.owner`select * from app.work_of_former_staff()`)]).toEqual([])
      expect([...(await ofTheGone())]).toEqual([])
      expect([...(await owedToAFormerLead())]).toEqual([])
    }),
    { numRuns: 15, endOnFailure: true },
  )
  const [row] = await force.owner<{ n: number; statuses: string[] }[]>`
    select count(*)::int as n, array_agg(distinct status) as statuses from app.events where subject_kind = 'referral'`
  // The random histories must have reached enough events and statuses.
  expect(row?.n).toBeGreaterThan(20)
  expect(row?.statuses.length).toBeGreaterThan(2)
}, 120_000)

test('a clock that is taken away makes an orphan, which is found', async () => {
  const [row] = await force.owner<{ id: string; case_id: string }[]>`
    update app.deadlines set closed_at = now() where id = (select id from app.deadlines where subject_kind = 'case' and closed_at is null limit 1)
    returning id, subject_id as case_id`
  const others =
    await force.owner`select from app.deadlines where subject_id = ${row?.case_id ?? ''} and closed_at is null`
  const found = await force.owner`select subject_id, why from app.orphans()`
  if (others.length === 0) expect([...found]).toEqual([{ subject_id: row?.case_id, why: 'no-clock' }])
  await force.owner`update app.deadlines set closed_at = null where id = ${row?.id ?? ''}`
})
