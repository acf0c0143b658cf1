import type { Calendar } from '@palermo/shared/deadlines/calendar.ts'
import type { MovesPage } from '@palermo/shared/deadlines/moves.ts'
import type { HolidayQuery, HolidayYear, PreviewHoliday } from '@palermo/shared/holidays/contract.ts'
import { Problem } from '@palermo/shared/problem.ts'
import { type Db, type RequestContext, read, write } from '../actor.ts'
import { byVersion, countMoves, everyProfile, keysInWorkingDays, movedBy } from '../deadlines/recount.ts'
import { number, orNull, type RowRead, rowsOf, text, texts } from '../readers.ts'
import type { SlotSql } from '../slots.ts'
import { holidayChanges } from './table.ts'

const headRows = rowsOf({ calendar: text, zone: text, year: number, years: texts })
const dayRows = rowsOf({ onDate: text, name: text, source: text })
const changeRows = rowsOf({
  id: holidayChanges.id,
  onDate: holidayChanges.onDate,
  change: holidayChanges.change,
  name: holidayChanges.name,
  source: holidayChanges.source,
  byName: orNull(text),
  at: holidayChanges.at,
  recountedAt: holidayChanges.recountedAt,
  moved: holidayChanges.moved,
})

/** Reads one year of the calendar, by default the current year, with its corrections. @throws Problem not-allowed */
export const readYear = async (db: Db, who: RequestContext, query: HolidayQuery): Promise<HolidayYear> => {
  const year = query.year ?? null
  const { actor, rows } = await read(db, who, (sql) => [
    headRows(sql`
      select f.calendar, f.zone, coalesce(${year}::integer, extract(year from app.now() at time zone f.zone)::integer) as year,
          array(select distinct extract(year from h.on_date)::integer from app.holidays h where h.calendar = f.calendar order by 1)::text[] as years
        from app.task_force f`),
    dayRows(sql`
      select h.on_date as "onDate", h.name, h.source from app.holidays h join app.task_force f on f.calendar = h.calendar
       where extract(year from h.on_date) = coalesce(${year}::integer, extract(year from app.now() at time zone f.zone)) order by h.on_date`),
    changeRows(sql`
      select c.id, c.on_date as "onDate", c.change, c.name, c.source, p.name as "byName", c.at, c.recounted_at as "recountedAt", c.moved
        from app.holiday_changes c join app.task_force f on f.calendar = c.calendar left join app.people p on p.id = c.actor_id
       where extract(year from c.on_date) = coalesce(${year}::integer, extract(year from app.now() at time zone f.zone))
       order by c.at desc, c.id desc limit 200`),
  ])
  if (actor.function !== 'administrator') throw new Problem('not-allowed')
  const [head] = rows[0]
  if (!head) throw new Problem('not-found')
  return { ...head, years: head.years.map(Number), items: rows[1], changes: rows[2] }
}

/** Previews the deadlines that a holiday would move, one page per request. @throws Problem not-allowed */
export const previewHoliday = (
  db: Db,
  who: RequestContext,
  { change, onDate, ...page }: PreviewHoliday,
): Promise<MovesPage> =>
  write(db, who, async ({ sql }, actor) => {
    if (actor.function !== 'administrator') throw new Problem('not-allowed')
    const before = calendarFrom((await calendarRow(sql))[0])
    const profiles = byVersion(await everyProfile(sql))
    const after = { ...before, holidays: withDay(before.holidays, change, onDate) }
    const wanted = { keys: keysInWorkingDays(profiles), ofProfile: null, ...page }
    return countMoves(sql, wanted, (clocks) => movedBy(clocks, profiles, { before: [before], after }))
  })

export const withDay = (days: ReadonlySet<string>, change: PreviewHoliday['change'], day: string): Set<string> =>
  new Set(change === 'added' ? [...days, day] : [...days].filter((one) => one !== day))

const calendarRows = rowsOf({ zone: text, holidays: texts })

/** Selects the holidays of the task force's calendar. Weekends are not included, since the profile defines them. */
export const calendarRow = (sql: SlotSql) =>
  calendarRows(
    sql`select f.zone, array(select h.on_date::text from app.holidays h where h.calendar = f.calendar) as holidays from app.task_force f`,
  )

export const calendarFrom = (row: RowRead<typeof calendarRows> | undefined): Calendar => ({
  zone: row?.zone ?? 'UTC',
  holidays: new Set(row?.holidays ?? []),
  weekend: [],
})
