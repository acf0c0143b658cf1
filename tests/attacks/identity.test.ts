import { afterAll, beforeAll, expect, test } from 'vitest'
import { aSentReferral } from '../referrals/story.ts'
import { aTaskForce, type TaskForce, type TestPerson } from '../task-force.ts'
import { type Raw, rawConnection, refused } from './raw.ts'

let force: TaskForce
let victim: TestPerson
let attacker: TestPerson
let one: Raw
let two: Raw

beforeAll(async () => {
  force = await aTaskForce()
  const officer = await force.person(await force.agency('police'), 'officer')
  victim = await force.person(await force.agency('ngo'), 'caseworker')
  attacker = await force.person(await force.agency('health'), 'caseworker')
  await aSentReferral(force, officer, victim.agencyId)
  one = rawConnection(force)
  two = rawConnection(force)
})
afterAll(async () => {
  await Promise.all([one.end(), two.end()])
  await force.end()
})

const seen = async ({ sql }: Pick<Raw, 'sql'>) => {
  const [row] = await sql<{ n: number }[]>`
    select (select count(*) from app.referrals)::int + (select count(*) from app.work_items)::int + (select count(*) from app.deadlines)::int as n`
  return row?.n
}
const point = ({ sql }: Pick<Raw, 'sql'>, pointer: string) => sql`select set_config('authz.leaf', ${pointer}, true)`

test('control: somebody proved sees the work of the agency, a stranger and nobody see none', async () => {
  expect(await one.attempt(victim, () => seen(one))).toBeGreaterThan(0)
  expect(await one.attempt(attacker, () => seen(one))).toBe(0)
  expect(await one.attempt(null, () => seen(one))).toBe(0)
})

test('a pointer that was made up shows nothing, whatever stands in it', async () => {
  const [last] = await force.owner<{ id: string }[]>`select max(id)::text as id from aud.leaf`
  for (const forged of [last?.id ?? '', String(Number(last?.id) + 1), '0', '-1', '']) {
    expect(
      await one.attempt(null, async () => {
        await point(one, forged)
        return seen(one)
      }),
    ).toBe(0)
  }
  await refused(
    one.attempt(null, async () => {
      await point(one, 'x')
      return seen(one)
    }),
    '22P02',
  )
})

test('a captured pointer is worth nothing on another connection while its owner still works', async () => {
  await one.attempt(victim, async (sql) => {
    const [{ pointer } = { pointer: '' }] = await sql<{ pointer: string }[]>`
      select current_setting('authz.leaf') as pointer`
    expect(await seen(one)).toBeGreaterThan(0)
    for (const thief of [null, attacker]) {
      const stolen = await two.attempt(thief, async () => {
        await point(two, pointer)
        return seen(two)
      })
      expect(stolen).toBe(0)
    }
  })
})

test('a captured pointer is worth nothing in the next transaction of the same connection', async () => {
  let pointer = ''
  await one.commit(victim, async (sql) => {
    const [row] = await sql<{ pointer: string }[]>`select current_setting('authz.leaf') as pointer`
    pointer = row?.pointer ?? ''
  })
  expect(
    await one.attempt(null, async () => {
      expect(await seen(one)).toBe(0)
      await point(one, pointer)
      return seen(one)
    }),
  ).toBe(0)
})

test('prove, commit, begin and replay in one message shows nothing', async () => {
  const secret = victim.secret.toString('hex')
  const results = await one.sql.unsafe(`
    begin; select authz.begin('\\x${secret}', 'test.attacked', null, null, 'test', true);
    select set_config('attack.kept', current_setting('authz.leaf'), false); select count(*)::int as n from app.referrals; commit;
    begin; select set_config('authz.leaf', current_setting('attack.kept'), true); select count(*)::int as n from app.referrals; rollback;`)
  const counts = (results as unknown as { n?: number }[][]).flatMap((rows) => rows.flatMap(({ n }) => n ?? []))
  expect(counts).toHaveLength(2)
  expect(counts[0]).toBeGreaterThan(0)
  expect(counts[1]).toBe(0)
})

test('a proof in a savepoint that was rolled back proves nothing', async () => {
  const counts = await one.attempt(null, async (sql) => {
    await sql`savepoint before`
    const pointer = await one.prove(victim)
    const during = await seen(one)
    await sql`rollback to before`
    const after = await seen(one)
    await point(one, pointer)
    return [during, after, await seen(one)]
  })
  expect(counts[0]).toBeGreaterThan(0)
  expect(counts.slice(1)).toEqual([0, 0])
})

test('a second proof in one transaction acts as the second person and never as both', async () => {
  const both = await one.attempt(victim, async (sql) => {
    await one.prove(attacker)
    const [row] = await sql`select authz.person_id() as person`
    return { person: row?.person, seen: await seen(one) }
  })
  expect(both).toEqual({ person: attacker.id, seen: 0 })
})

test('a wrong, an ended and a run-out secret are refused alike', async () => {
  const nobody = { ...victim, secret: Buffer.alloc(32) }
  const ended = await force.person(victim.agencyId)
  const late = await force.person(victim.agencyId)
  await force.owner`update authz.sessions set revoked_at = now() where person_id = ${ended.id}`
  await force.owner`update authz.sessions set expires_at = now() where person_id = ${late.id}`
  const told = []
  for (const person of [nobody, ended, late]) {
    told.push(await one.attempt(person, () => seen(one)).catch(({ code, message }) => `${code} ${message}`))
  }
  expect(new Set(told)).toEqual(new Set(['28000 no session']))
})

test('only the worker can be a job, and a job is nobody', async () => {
  await refused(one.attempt(null, (sql) => sql`select authz.begin_job('job', 'x')`))
  const worker = rawConnection(force, 'worker')
  const [row] = await worker.attempt(null, async (sql) => {
    await sql`select authz.begin_job('job', 'x')`
    return sql`select authz.person_id() as person, authz.agency_id() as agency`
  })
  expect(row).toEqual({ person: null, agency: null })
  await worker.end()
})
