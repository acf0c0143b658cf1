import { countWeeks } from '@palermo/db/statistics/counting.ts'
import { method, type PopulationGroup, populationGroups } from '@palermo/shared/statistics/tables.ts'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { aTaskForce, type TaskForce } from '../task-force.ts'
import { type ByHand, byHand } from '../workers/by-hand.ts'
import { admit, somebody } from './people.ts'

/**
 * Why no attack can find anything, shown on the function itself: for every number there are other people, as many as `base`
 * different counts of them, of whom the very same would have been published. Decision 0024 has the argument.
 */
const seed = Number(process.env.PALERMO_SEED ?? Math.floor(Math.random() * 2 ** 31))
let force: TaskForce
let worker: ByHand
let cells: Cell[]

interface Cell {
  table: string
  row: string
  group: string
  rounded: number
}
interface Count {
  table: string
  row: string
  group: string
  n: number
}

beforeAll(async () => {
  console.log(`statistics: PALERMO_SEED=${seed}`)
  force = await aTaskForce()
  worker = byHand(force)
  await force.person(await force.agency('secretariat'), 'lead')
  await admit(force.owner, fc.sample(somebody, { seed, numRuns: 180 }), '2020-01-01T00:00:00Z')
  await countWeeks(worker.db)
  const [{ week }] = (await force.owner`select max(week)::text as week from app.statistics_releases`) as [
    { week: string },
  ]
  cells = await published(week)
})
afterAll(async () => {
  await worker.end()
  await force.end()
})

const published = async (week: string): Promise<Cell[]> => [
  ...(await force.owner<Cell[]>`
    select table_name as table, row_name as row, people_group as group, rounded from app.statistics_cells where week = ${week}
     order by 1, 2, 3`),
]

/** A Monday long ago, counted as if these had been the people, under this secret. */
const publish = async (counts: readonly Count[], secret: Buffer): Promise<Cell[]> => {
  const week = '2001-01-01'
  await force.owner`delete from app.statistics_cells where week = ${week}`
  await force.owner`
    insert into app.statistics_releases (week, as_of, method) values (${week}, ${week}, ${method.name}) on conflict do nothing`
  await force.owner`
    select app.round_statistics(${week}, array(select row(c.table, c.row, c.group, c.n)::app.statistics_count
      from jsonb_to_recordset(${force.owner.json(counts as never)}) as c ("table" text, "row" text, "group" text, n integer)), ${secret})`
  return published(week)
}

/** People of whom exactly what was published is true. */
const asPublished = (): Count[] => {
  const direct = cells
    .filter(({ group, table }) => group !== 'all' && !/proceedings/.test(table))
    .map(({ rounded, ...cell }) => ({ ...cell, n: rounded }))
  const known = direct
    .filter(({ table, row }) => table === 'exploitation' && (row === 'stated' || row === 'suspected'))
    .map((count) => ({ ...count, table: 'exploitation known', row: 'known' }))
  return [...direct, ...populationGroups.flatMap((group) => [...proceedingsOf(group), sumOf(known, group)])]
}

const sumOf = (counts: readonly Count[], group: PopulationGroup): Count => ({
  table: 'exploitation known',
  row: 'known',
  group,
  n: counts.filter((count) => count.group === group).reduce((sum, { n }) => sum + n, 0),
})

/** The two halves of the proceedings, filled so that both tables of them come out. */
const proceedingsOf = (group: PopulationGroup): Count[] => {
  const value = (table: string, row: string) =>
    cells.find((cell) => cell.table === table && cell.row === row && cell.group === group)?.rounded ?? 0
  let left = value('help-and-proceedings', 'helped-in-proceedings')
  const stages = cells.filter(({ table, group: g }) => table === 'proceedings' && g === group)
  return [
    ...['helped', 'not-helped'].map((help) => ({
      table: `proceedings of ${help}`,
      row: 'none',
      group,
      n: value('help-and-proceedings', `${help}-not-in-proceedings`),
    })),
    ...stages
      .filter(({ row }) => row !== 'none')
      .flatMap(({ row, rounded }) => {
        const helped = Math.min(left, rounded)
        left -= helped
        return [
          { table: 'proceedings of helped', row, group, n: helped },
          { table: 'proceedings of not-helped', row, group, n: rounded - helped },
        ]
      }),
  ]
}

/** As many people more, all alike, who stand in this cell. */
const andMore = (counts: readonly Count[], target: Count, more: number): Count[] => {
  const where: Record<string, string> = {
    people: 'all',
    'age-band': 'unknown',
    nationality: 'own-country',
    help: target.table === 'service' ? 'helped' : 'not-helped',
    protection: 'none',
    stay: 'none',
    outcome: 'in-contact',
    exploitation: target.table === 'exploitation-form' ? 'stated' : 'not-recorded',
    [`proceedings of ${target.table === 'service' ? 'helped' : 'not-helped'}`]: 'none',
    [target.table]: target.row,
  }
  if (target.table === 'help') {
    delete where['proceedings of not-helped']
    where[`proceedings of ${target.row}`] = 'none'
  }
  if (where.exploitation === 'stated' || where.exploitation === 'suspected') where['exploitation known'] = 'known'
  return counts.map((count) =>
    count.group === target.group && where[count.table] === count.row ? { ...count, n: count.n + more } : count,
  )
}

test('what was published could be the plain truth, under whatever secret', async () => {
  for (const secret of ['one', 'two', 'three']) expect(await publish(asPublished(), Buffer.from(secret))).toEqual(cells)
})

test('and so could one, two, three or four people more in any cell', async () => {
  const counts = asPublished()
  const targets = fc.sample(
    fc.constantFrom(...counts.filter(({ table }) => !/proceedings|exploitation known/.test(table))),
    {
      seed,
      numRuns: 8,
    },
  )
  for (const target of targets) {
    for (let more = 1; more < method.base; more++) {
      const others = andMore(counts, target, more)
      expect(
        others.find((one) => one.table === target.table && one.row === target.row && one.group === target.group)?.n,
      ).toBe(target.n + more)
      let same = false
      for (let secret = 0; !same && secret < 200; secret++) {
        same = JSON.stringify(await publish(others, Buffer.from(`secret ${secret}`))) === JSON.stringify(cells)
      }
      expect([target.table, target.row, target.group, more, same]).toEqual([
        target.table,
        target.row,
        target.group,
        more,
        true,
      ])
    }
  }
})
