import type { CorrectHoliday } from '@palermo/shared/holidays/contract.ts'
import { Problem } from '@palermo/shared/problem.ts'
import { v7 } from 'uuid'
import { asActor, asJob, type Db, type Who } from '../actor.ts'
import { move } from '../deadlines/moving.ts'
import { byVersion, everyProfile, keysInWorkingDays, movedBy, standingClocks } from '../deadlines/recount.ts'
import { isThere } from '../outbox.ts'
import { isMyTurn } from '../turn.ts'
import { calendarFrom, withDay } from './queries.ts'

/**
 * Puts a day into the task force's calendar or takes one out. Clocks that start from now on go by it, within half a minute
 * in every process; those that stand are counted again by a worker.
 * @throws Problem not-allowed; changed-meanwhile where the day is there already, or is not
 */
export const correctHoliday = (db: Db, who: Who, input: CorrectHoliday): Promise<void> =>
  asActor(db, who, async ({ sql }, actor) => {
    if (actor.function !== 'administrator') throw new Problem('not-allowed')
    const { change, onDate, source } = input
    const changed =
      change === 'added'
        ? await sql<{ calendar: string; name: string }[]>`
            insert into app.holidays (calendar, on_date, name, source)
              select f.calendar, ${onDate}::date, ${input.name}, ${source} from app.task_force f
            on conflict do nothing returning calendar, name`
        : await sql<{ calendar: string; name: string }[]>`
            delete from app.holidays h using app.task_force f where h.calendar = f.calendar and h.on_date = ${onDate}::date
            returning h.calendar, h.name`
    const [day] = changed
    if (!day) throw new Problem('changed-meanwhile')
    await sql`insert into app.holiday_changes (id, calendar, on_date, change, name, source, actor_id)
      values (${v7()}, ${day.calendar}, ${onDate}::date, ${change}, ${day.name}, ${source}, ${actor.personId})`
  })

/** Corrections that wait for the clocks to be counted again, with the calendar as it stands at that very moment. */
interface Pending {
  zone: string
  holidays: string[]
  ids: string[]
  added: string[]
  removed: string[]
  settled: boolean
}

const few = 100

/**
 * Counts again what stands, a few clocks at a time, each told to both its ends. It is done once every process has read the
 * calendar afresh (`settles`, in seconds), for until then a clock may still be started under the old one.
 * @returns how many clocks moved; ask again while it is not 0
 */
export const recountForHolidays = async (db: Db, settles = 60): Promise<number> => {
  if (!(await isThere(db, (sql) => sql`select from app.holiday_changes where recounted_at is null limit 1`))) return 0
  return asJob(db, { kind: 'holidays.recounted', request: 'recount' }, async (tx) => {
    if (!(await isMyTurn(tx, 'palermo holidays'))) return 0
    const [pending] = await tx.sql<Pending[]>`
      select f.zone, array(select h.on_date::text from app.holidays h where h.calendar = f.calendar) as holidays,
          array_agg(c.id::text) as ids, coalesce(array_agg(c.on_date::text) filter (where c.change = 'added'), '{}') as added,
          coalesce(array_agg(c.on_date::text) filter (where c.change = 'removed'), '{}') as removed,
          bool_and(c.said_at < clock_timestamp() - make_interval(secs => ${settles})) as settled
        from app.task_force f join app.holiday_changes c on c.calendar = f.calendar and c.recounted_at is null
       group by f.zone, f.calendar`
    if (!pending) return 0
    const after = calendarFrom(pending)
    let days = after.holidays
    for (const day of pending.added) if (!pending.removed.includes(day)) days = withDay(days, 'removed', day)
    for (const day of pending.removed) if (!pending.added.includes(day)) days = withDay(days, 'added', day)
    const profiles = byVersion(await everyProfile(tx.sql))
    const moving = movedBy(await standingClocks(tx.sql, keysInWorkingDays(profiles)), profiles, {
      before: { ...after, holidays: days },
      after,
    })
    const taken = moving.slice(0, few)
    for (const { clock, law, course } of taken) await move(tx, clock, law, course, { kind: 'recounted' })
    const done = pending.settled && taken.length === moving.length
    await tx.sql`update app.holiday_changes set moved = moved + ${taken.length}, recounted_at = case when ${done} then ${tx.now}::timestamptz end
      where id = any (${pending.ids}::text[]::uuid[])`
    return taken.length
  })
}
