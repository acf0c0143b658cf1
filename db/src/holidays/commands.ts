import type { Calendar } from '@palermo/shared/deadlines/calendar.ts'
import { type CorrectHoliday, holidayChangeKinds } from '@palermo/shared/holidays/contract.ts'
import { Problem } from '@palermo/shared/problem.ts'
import { v7 } from 'uuid'
import { z } from 'zod'
import { type Db, type RequestContext, write } from '../actor.ts'
import { clocksAtOnce, type MovedPage, movePage, nextPage, nothingToDo, type Way } from '../deadlines/passes.ts'
import { byVersion, everyProfile, keysInWorkingDays, movedBy } from '../deadlines/recount.ts'
import { isThere } from '../outbox.ts'
import { insert } from '../prepared.ts'
import { document, flag, type RowRead, rowsOf, text, texts } from '../readers.ts'
import { isMyTurn } from '../turn.ts'
import { calendarFrom, withDay } from './queries.ts'
import { holidayChanges } from './table.ts'

/**
 * Adds a holiday to the task force's calendar, or removes a holiday. In every process, new deadlines use the corrected
 * calendar within half a minute; a worker recounts running deadlines.
 * @throws Problem not-allowed; changed-meanwhile if the holiday to add exists already, or the holiday to remove does
 * not exist
 */
export const correctHoliday = (db: Db, who: RequestContext, input: CorrectHoliday): Promise<void> =>
  write(db, who, async ({ sql }, actor) => {
    if (actor.function !== 'administrator') throw new Problem('not-allowed')
    const { change, onDate, source } = input
    const changed =
      change === 'added'
        ? await dayRows(sql`
            insert into app.holidays (calendar, on_date, name, source)
              select f.calendar, ${onDate}::date, ${input.name}, ${source} from app.task_force f
            on conflict do nothing returning calendar, name`)
        : await dayRows(sql`
            delete from app.holidays h using app.task_force f where h.calendar = f.calendar and h.on_date = ${onDate}::date
            returning h.calendar, h.name`)
    const [day] = changed
    if (!day) throw new Problem('changed-meanwhile')
    await insert(sql, holidayChanges, { id: v7(), ...day, onDate, change, source, actorId: actor.personId })
  })

/**
 * The rows of calendar corrections after which running deadlines were not recounted yet, with the calendar as the same
 * statement read it.
 */
const pendingRows = rowsOf({
  zone: text,
  holidays: texts,
  /** The corrections, in the order in which administrators made them. */
  corrections: document(
    z.array(
      z.object({
        id: z.string(),
        onDate: z.string(),
        change: z.enum(holidayChangeKinds),
        reached: z.string().nullable(),
        lastPass: z.boolean().nullable(),
      }),
    ),
  ),
  settled: flag,
})
type Pending = RowRead<typeof pendingRows>
const dayRows = rowsOf({ calendar: text, name: text })

/**
 * Recounts running deadlines, one page at a time, and notifies both parties of each deadline that moves. The recount is
 * complete after a pass that began when every process had read the new calendar (after `settles` seconds), because
 * until then a deadline may be started under the old calendar. A further correction restarts the pass for all
 * corrections.
 */
export const recountForHolidays = async (db: Db, { settles = 60, most = clocksAtOnce } = {}): Promise<MovedPage> => {
  if (!(await isThere(db, (sql) => sql`select from app.holiday_changes where recounted_at is null limit 1`)))
    return nothingToDo
  return write(db, { kind: 'holidays.recounted', request: 'recount' }, async (tx) => {
    if (!(await isMyTurn(tx, 'palermo holidays'))) return nothingToDo
    const [pending] = await pendingRows(tx.sql`
      select f.zone, array(select h.on_date::text from app.holidays h where h.calendar = f.calendar) as holidays,
          json_agg(json_build_object('id', c.id, 'onDate', c.on_date, 'change', c.change, 'reached', c.reached, 'lastPass', c.last_pass)
            order by c.said_at, c.id) as corrections,
          bool_and(c.said_at < clock_timestamp() - make_interval(secs => ${settles})) as settled
        from app.task_force f join app.holiday_changes c on c.calendar = f.calendar and c.recounted_at is null
       group by f.zone, f.calendar`)
    const page = pending && nextPage(wayOf(pending), pending.settled)
    if (!page) return nothingToDo
    const after = calendarFrom(pending)
    const profiles = byVersion(await everyProfile(tx.sql))
    const wanted = { keys: keysInWorkingDays(profiles), ofProfile: null, earlier: null }
    const calendars = { before: calendarsBefore(pending, after), after }
    const { page: moved, after: way } = await movePage(
      tx,
      { page, wanted, most },
      (clocks) => movedBy(clocks, profiles, calendars),
      () => ({ kind: 'recounted' }),
    )
    const ids = pending.corrections.map(({ id }) => id)
    await tx.sql`update app.holiday_changes set moved = moved + ${moved.moved}, reached = ${way.reached}::uuid, last_pass = ${way.lastPass},
        recounted_at = case when ${way.done} then ${tx.now}::timestamptz end
      where id = any (${ids}::text[]::uuid[])`
    return moved
  })
}

/** Returns the position of the pass over all corrections; the beginning, if one of the corrections is new. */
const wayOf = ({ corrections }: Pending): Way => {
  const isNew = corrections.some(({ lastPass }) => lastPass === null)
  const { reached, lastPass } = corrections[0] ?? { reached: null, lastPass: null }
  return isNew ? { reached: null, lastPass: null } : { reached, lastPass }
}

/**
 * Returns the calendar before the last correction, before the last two corrections, and so on. If a deadline was
 * recounted between two corrections, its due time is that of the calendar between them.
 */
const calendarsBefore = ({ corrections }: Pending, after: Calendar): Calendar[] => {
  let days = new Set(after.holidays)
  return corrections.toReversed().map(({ change, onDate }) => {
    days = withDay(days, change === 'added' ? 'removed' : 'added', onDate)
    return { ...after, holidays: days }
  })
}
