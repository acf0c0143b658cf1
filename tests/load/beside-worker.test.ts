import { load } from '@palermo/db/load/load.ts'
import { nth } from '@palermo/db/load/numbering.ts'
import type { Running } from '@palermo/workers/start.ts'
import postgres from 'postgres'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { aTaskForce, type TaskForce } from '../task-force.ts'
import { workersOf } from '../workers/working.ts'

const size = { referrals: 40, cases: 10, agencies: 3 }
let force: TaskForce
let owner: postgres.Sql
let worker: Running

beforeAll(async () => {
  force = await aTaskForce()
  owner = postgres(force.url, { max: 3, onnotice: () => {} })
  // Makes PostgreSQL count the calls of each function, on connections that are opened from now on.
  await owner.unsafe(`alter database "${new URL(force.url).pathname.slice(1)}" set track_functions = 'all'`)
})
afterAll(async () => {
  await worker?.stop()
  await owner.end()
  await force.end()
})

const asked = async (): Promise<number> => {
  const [row] = await owner<{ n: number }[]>`
    select coalesce(sum(calls), 0)::int as n from pg_stat_user_functions where funcname = 'scheduled_jobs_are_paused'`
  return row?.n ?? 0
}
const askedAgain = async (times: number) => {
  const before = await asked()
  await vi.waitFor(async () => expect(await asked()).toBeGreaterThan(before + times), { timeout: 60_000, interval: 50 })
}
const isPaused = async (): Promise<boolean> => {
  const [row] = await owner<{ paused: boolean }[]>`select app.scheduled_jobs_are_paused() as paused`
  return row?.paused ?? false
}

test('the rounds of a running worker wait while a database is loaded, and go on with what was loaded', async () => {
  worker = await workersOf(force)
  await askedAgain(2)
  // Blocks the load when it writes the texts of the referrals, after it has written their deadlines.
  const held = await owner.reserve()
  let loading: Promise<void>
  try {
    await held`begin`
    await held`lock table app.texts_c1 in share mode`
    loading = load(force.owner, force.db.ring, size)
    loading.catch(() => {})
    await vi.waitFor(async () => expect(await isPaused()).toBe(true), { timeout: 60_000, interval: 20 })
    const { id } = await aDueClock()
    await askedAgain(10)
    expect(await speaksAt(id)).not.toBeNull()
  } finally {
    await held`rollback`
    held.release()
  }
  await loading
  expect(await isPaused()).toBe(false)
  const { id } = await aDueClock()
  await vi.waitFor(async () => expect(await speaksAt(id)).toBeNull(), { timeout: 60_000, interval: 50 })
  // The planner has current statistics as soon as the loaded rows are visible.
  const [rows] = await owner<{ planned: number }[]>`
    select reltuples::int as planned from pg_class where oid = 'app.referrals'::regclass`
  expect(rows?.planned).toBe(size.referrals)
})

test('a load that is refused leaves the rounds as they were', async () => {
  await expect(load(force.owner, force.db.ring, size)).rejects.toThrow('There are cases here already')
  expect(await isPaused()).toBe(false)
})

/** Inserts a deadline with a due alarm directly, because no transition starts one in this test. */
const aDueClock = async (): Promise<{ id: string }> => {
  const [row] = await owner<{ id: string }[]>`
    insert into app.deadlines (id, subject_kind, subject_id, key, owes_agency_id, profile, profile_version, started_at, due_at, next_alarm_at, alarms, applied_rule)
      select gen_random_uuid(), 'referral', gen_random_uuid(), 'referral.answer', ${nth('agency', 1)}, 'int', '1', m.at, m.at, m.at,
          jsonb_build_array(jsonb_build_object('at', to_char(m.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), 'kind', 'due', 'to', 'owes')),
          '{"kind":"notAfter","nature":"ordinary","source":"test","mark":"design","verifiedOn":null}'
        from (select app.now() as at) m
    returning id`
  if (!row) throw new Error('no clock was inserted')
  return row
}

const speaksAt = async (id: string): Promise<string | null> => {
  const [row] = await owner<
    { at: string | null }[]
  >`select next_alarm_at::text as at from app.deadlines where id = ${id}`
  return row ? row.at : 'gone'
}
