import { z } from 'zod'
import { type Db, write } from '../actor.ts'
import { asJson } from '../json.ts'
import { document, number, rowsOf, text } from '../readers.ts'

const calendarRows = rowsOf({ calendar: text, year: number, known: document(z.array(z.int())) })

/**
 * Adds the public holidays of the task force's calendar for last year, this year and the next two years. Years that are
 * stored already, and days that an administrator corrected, stay unchanged.
 * @returns the number of added days
 * @throws RangeError for a calendar that the library lacks
 */
export const fillHolidays = (db: Db): Promise<number> =>
  write(db, { kind: 'holidays.filled', request: 'holidays' }, async ({ sql }) => {
    const [force] = await calendarRows(sql`
      select t.calendar, extract(year from app.now() at time zone t.zone)::integer as year,
          (select coalesce(json_agg(distinct extract(year from h.on_date)::integer), '[]') from app.holidays h where h.calendar = t.calendar) as known
        from app.task_force t`)
    if (!force) return 0
    const missing = [-1, 0, 1, 2].map((offset) => force.year + offset).filter((year) => !force.known.includes(year))
    if (missing.length === 0) return 0
    // Imported only if a year is missing, because the library loads the calendars of all countries.
    const { holidaysFor, placeOf } = await import('./holiday-source.ts')
    const days = holidaysFor(placeOf(force.calendar), missing)
    const added = await sql`
      insert into app.holidays (calendar, on_date, name, source)
        select ${force.calendar}, d."onDate", d.name, d.source
          from jsonb_to_recordset(${sql.json(asJson(days))}) as d("onDate" date, name text, source text)
         where not exists (select from app.holiday_changes c where c.calendar = ${force.calendar} and c.on_date = d."onDate")
      on conflict do nothing`
    return added.count
  })
