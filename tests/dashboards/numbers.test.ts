import { cacheWorkNumbers } from '@palermo/db/dashboards/cache.ts'
import { urgencies } from '@palermo/shared/codes/urgency.ts'
import type { WorkList, WorkNumbers } from '@palermo/shared/dashboards/contract.ts'
import { workSteps } from '@palermo/shared/dashboards/definitions.ts'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { aTaskForce, type TaskForce, type TestPerson } from '../task-force.ts'
import { aStep, aWorld, happen, type World } from './history.ts'
import { type Asked, expected, readFacts } from './oracle.ts'

let force: TaskForce
let world: World
let lead: TestPerson

beforeAll(async () => {
  force = await aTaskForce()
  world = await aWorld(force)
  lead = await force.person(await force.agency('secretariat'), 'lead')
})
afterAll(async () => {
  await world.worker.slots.end()
  await force.end()
})

/** A request for numbers: the reader, and the filters. */
const aQuestion = fc.record({
  who: fc.nat({ max: 4 }),
  agency: fc.option(fc.nat({ max: 3 }), { nil: undefined }),
  urgency: fc.option(fc.constantFrom(...urgencies), { nil: undefined, freq: 2 }),
  days: fc.option(fc.record({ back: fc.nat({ max: 60 }), length: fc.nat({ max: 60 }) }), { nil: undefined }),
  since: fc.option(fc.nat({ max: 40 }), { nil: undefined }),
})

test('after any history the numbers are what the events say, and each list is as long as its number', async () => {
  // One task force is used in all runs: events of earlier runs are counted as well.
  await fc.assert(
    fc.asyncProperty(
      fc.array(aStep, { minLength: 25, maxLength: 40 }),
      fc.array(aQuestion, { minLength: 4, maxLength: 4 }),
      async (steps, questions) => {
        for (const step of steps) await happen(world, step)
        const facts = await readFacts(force.owner)
        for (const question of questions) {
          const asker = question.who === 0 ? lead : world.agencies[question.who - 1]?.supervisor
          const { query, numbers } = await ask(asker ?? lead, question)
          const asked = askedBy(numbers, query)
          expect(differences(numbers, expected(facts, asked))).toEqual([])
          await everyListIsAsLongAsItsNumber(asker ?? lead, query, numbers)
        }
        // The numbers that the job has stored must also equal the expected ones.
        await cacheWorkNumbers(world.worker, 1)
        for (const { urgency, since } of questions.slice(0, 2)) {
          const { query, numbers } = await ask(lead, { who: 0, agency: undefined, urgency, days: undefined, since })
          expect(differences(numbers, expected(facts, askedBy(numbers, query)))).toEqual([])
        }
        await force.owner`delete from app.cached_work_numbers`
      },
    ),
    { numRuns: 5, endOnFailure: true },
  )
}, 180_000)

type Question = typeof aQuestion extends fc.Arbitrary<infer T> ? T : never

const ask = async (person: TestPerson, { agency, urgency, days, since }: Question) => {
  const today = await todayInManila()
  const back = (n: number) => new Date(Date.parse(today) - n * 86_400_000).toISOString().slice(0, 10)
  const query = new URLSearchParams({
    ...(agency === undefined ? {} : { agency: world.agencies[agency]?.id ?? '' }),
    ...(urgency === undefined ? {} : { urgency }),
    ...(days === undefined ? {} : { from: back(days.back + days.length), to: back(days.back) }),
    ...(since === undefined ? {} : { since: back(since) }),
  })
  const { status, body } = await force.as(person)<WorkNumbers>('GET', `/dashboards/work?${query}`)
  if (status !== 200) throw new Error(JSON.stringify(body))
  return { query, numbers: body }
}

const todayInManila = async () => {
  const [row] = await force.owner`select (app.now() at time zone 'Asia/Manila')::date::text as today`
  return row?.today as string
}

const askedBy = (numbers: WorkNumbers, query: URLSearchParams): Asked => {
  const [agency, urgency] = [query.get('agency'), query.get('urgency')]
  return {
    scope: numbers.ownAgencyId,
    now: Date.parse(numbers.asOf),
    ...numbers.period,
    since: numbers.since,
    ...(agency === null ? {} : { agency }),
    ...(urgency === null ? {} : { urgency }),
  }
}

/** The paths at which two values differ. The order of lists is ignored, and hours are compared to the hundredth. */
const differences = (actual: unknown, wanted: unknown, path = ''): string[] => {
  if (Array.isArray(wanted) && Array.isArray(actual)) {
    const [left, right] = [sorted(actual), sorted(wanted)]
    if (left.length !== right.length) return [`${path}: ${left.length} lines, not ${right.length}`]
    return right.flatMap((one, at) => differences(left[at], one, `${path}/${at}`))
  }
  if (typeof wanted === 'object' && wanted !== null) {
    return Object.entries(wanted).flatMap(([key, value]) =>
      differences((actual as Record<string, unknown> | undefined)?.[key], value, `${path}/${key}`),
    )
  }
  const same = typeof wanted === 'number' ? Math.abs(Number(actual) - wanted) < 0.0101 : actual === wanted
  return same && (actual !== null) === (wanted !== null) ? [] : [`${path}: ${String(actual)}, not ${String(wanted)}`]
}

const sorted = (list: readonly unknown[]) => [...list].sort((a, b) => (placeOf(a) < placeOf(b) ? -1 : 1))
const placeOf = (one: unknown) =>
  Object.entries(one as Record<string, unknown>)
    .filter(([, value]) => typeof value === 'string' || value === null)
    .sort()
    .join()

const everyListIsAsLongAsItsNumber = async (person: TestPerson, filters: URLSearchParams, numbers: WorkNumbers) => {
  for (const [drills, n] of listsOf(numbers)) {
    const length = await lengthOf(person, new URLSearchParams([...filters, ...Object.entries(drills)]))
    expect([drills, length]).toEqual([drills, n])
  }
}

/** The query for the list behind each number, with the number. */
const listsOf = ({ funnel, times, acceptance, late, open, caseload, trend, change }: WorkNumbers) => {
  const { notReferred: _, ...cohort } = funnel
  const { total } = times
  const { rate: __, ...answers } = acceptance.total
  const lists: [Record<string, string>, number][] = [
    ...named(cohort),
    ...named(answers),
    ...named(change, 'since-'),
    [{ number: 'late' }, late.total],
    [{ number: 'open' }, open.total],
    ...workSteps.flatMap((step) => [
      [{ number: 'taken', step }, total[step].taken] as [Record<string, string>, number],
      [{ number: 'missed', step }, total[step].missed] as [Record<string, string>, number],
    ]),
    ...times.pairs.flatMap(({ senderId: sender, receiverId: receiver, sent, steps }) => [
      [{ number: 'sent', sender, receiver }, sent] as [Record<string, string>, number],
      [{ number: 'missed', step: 'accept', sender, receiver }, steps.accept.missed] as [Record<string, string>, number],
    ]),
    ...acceptance.byReceiver.map(({ receiverId: receiver, gaps }): [Record<string, string>, number] => [
      { number: 'gaps', receiver },
      gaps,
    ]),
    ...acceptance.reasons.map(({ reason, n }): [Record<string, string>, number] => [{ number: 'declined', reason }, n]),
    ...late.cells.map(({ owesId: owes, step, n }): [Record<string, string>, number] => [
      { number: 'late', owes, step },
      n,
    ]),
    ...open.cells.map(({ status, age, n }): [Record<string, string>, number] => [{ number: 'open', status, age }, n]),
    ...caseload.agencies.flatMap(({ agencyId, cases, carried }) => [
      [{ number: 'cases', lead: agencyId }, cases] as [Record<string, string>, number],
      [{ number: 'carried', receiver: agencyId }, carried] as [Record<string, string>, number],
    ]),
    ...(caseload.people ?? []).flatMap(({ personId, cases, carried }) => [
      [{ number: 'cases', person: personId ?? 'nobody' }, cases] as [Record<string, string>, number],
      [{ number: 'carried', person: personId ?? 'nobody' }, carried] as [Record<string, string>, number],
    ]),
    ...trend
      .slice(-2)
      .flatMap(({ week, sent, accepted, completed }) =>
        named({ sent, accepted, completed }, 'week-').map(([list, n]): [Record<string, string>, number] => [
          { ...list, week },
          n,
        ]),
      ),
  ]
  return lists
}

const named = (counts: Record<string, number>, prefix = ''): [Record<string, string>, number][] =>
  Object.entries(counts).map(([number, n]) => [{ number: `${prefix}${number}` }, n])

/** The length of a list, read page by page so that the cursor is tested too. */
const lengthOf = async (person: TestPerson, query: URLSearchParams): Promise<number> => {
  let length = 0
  const page = new URLSearchParams([...query, ['limit', '7']])
  for (;;) {
    const { status, body } = await force.as(person)<WorkList>('GET', `/dashboards/work/list?${page}`)
    if (status !== 200) throw new Error(JSON.stringify(body))
    length += body.items.length
    if (body.nextCursor === null) return length
    page.set('cursor', body.nextCursor)
  }
}
