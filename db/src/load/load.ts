import { shippedProfiles } from '@palermo/shared/jurisdictions/shipped.ts'
import type { Sql } from 'postgres'
import { OwnerFault } from '../owner.ts'
import type { Keyring } from '../seal.ts'
import type { Size } from './numbering.ts'
import {
  countWorkItems,
  makeAgencies,
  makeCases,
  makeReferrals,
  makeWorkItems,
  type Range,
  type Setting,
} from './rows.ts'
import { insertWords } from './words.ts'

/** The number of rows of one kind that are inserted in one step. */
const batch = 20_000

/** Called with the progress, from 0 to 1. */
export type Progress = (share: number) => void

/**
 * Fills a database without cases for measurements, with the rows that `transition` would have written. Only this
 * function writes records without `transition`, which would take hours: it runs as the owner with triggers off, all or
 * nothing, and `proveLedgers` checks the result. Scheduled jobs of a running worker pause until the rows are committed.
 * @throws OwnerFault if there are cases already, or the login may not switch triggers off
 */
export const load = async (owner: Sql, ring: Keyring, size: Size, progress: Progress = () => {}): Promise<void> => {
  const [taskForce] = await owner<{ profile: string; zone: string; taken: boolean }[]>`
    select profile, zone, exists (select from app.cases) or exists (select from app.referrals) as taken from app.task_force`
  if (!taskForce) throw new OwnerFault('No task force has been founded here yet: run npm start once.')
  if (taskForce.taken) throw new OwnerFault('There are cases here already. Only an empty database is loaded.')
  const profile = { code: taskForce.profile, version: shippedProfiles().get(taskForce.profile)?.version ?? '' }
  // Weights for the progress: a case takes about a third of the time of a referral, and counting and checking take
  // about a tenth of the total.
  const whole = (size.cases + 3 * size.referrals) * 1.1
  let done = 0
  const come = (weight: number) => {
    done += weight
    progress(done / whole)
  }
  await owner.begin(async (tx) => {
    await tx`select app.pause_scheduled_jobs()`
    await tx`set local session_replication_role = 'replica'`
    const setting: Setting = { tx, size, profile, zone: taskForce.zone }
    await makeAgencies(setting)
    for (const range of batches(size.cases)) {
      await makeCases(setting, range)
      come(range.to - range.from + 1)
    }
    for (const range of batches(size.referrals)) {
      await makeReferrals(setting, range)
      await makeWorkItems(setting, range)
      await insertWords(setting, ring, range)
      come(3 * (range.to - range.from + 1))
    }
    await countWorkItems(setting)
    // The planner statistics are updated before the commit, so that no query is planned as if the tables were empty.
    await tx`analyze`
  })
  await owner`vacuum`
  progress(1)
}

const batches = (count: number): Range[] =>
  Array.from({ length: Math.ceil(count / batch) }, (_, i) => ({
    from: i * batch + 1,
    to: Math.min(count, (i + 1) * batch),
  }))
