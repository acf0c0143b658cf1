import type { Absence, AbsenceList } from '@palermo/shared/absences/contract.ts'
import { Problem } from '@palermo/shared/problem.ts'
import { type Db, type RequestContext, read, type Tx } from '../actor.ts'
import { flag, rowsOf, text } from '../readers.ts'
import type { SlotSql } from '../slots.ts'
import { absences as table } from './table.ts'

const absenceRows = rowsOf({
  id: table.id,
  personId: table.personId,
  personName: text,
  deputyId: table.deputyId,
  deputyName: text,
  fromAt: table.fromAt,
  untilAt: table.untilAt,
  now: flag,
  mayEnd: flag,
})
const absences = (sql: SlotSql) => sql`
  select a.id, a.person_id as "personId", p.name as "personName", a.deputy_id as "deputyId", d.name as "deputyName",
      a.from_at as "fromAt", a.until_at as "untilAt", a.from_at <= app.now() as now,
      a.person_id = (select person_id from authz.me) or (select sees_team from authz.me) as "mayEnd"
    from app.absences a join app.people p on p.id = a.person_id join app.people d on d.id = a.deputy_id
   where a.ended_at is null and a.until_at > app.now()`

/** Lists the absences of colleagues, current and planned, with their deputies. */
export const listAbsences = async (db: Db, who: RequestContext): Promise<AbsenceList> => {
  const { rows } = await read(db, who, (sql) => [absenceRows(sql`${absences(sql)} order by a.from_at, a.id limit 500`)])
  return { items: rows[0] }
}

/** Reads one absence. @throws Problem not-found */
export const absenceIn = async ({ sql }: Tx, id: string): Promise<Absence> => {
  const [row] = await absenceRows(sql`${absences(sql)} and a.id = ${id}`)
  if (!row) throw new Problem('not-found')
  return row
}
