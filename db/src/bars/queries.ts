import { functions } from '@palermo/shared/actor.ts'
import { type BarPage, barReasons } from '@palermo/shared/bars/contract.ts'
import { Problem } from '@palermo/shared/problem.ts'
import { type Db, type RequestContext, read } from '../actor.ts'
import { flag, instant, oneOf, orNull, rowsOf, text } from '../readers.ts'
import type { SlotSql } from '../slots.ts'

const keepsRows = rowsOf({ keeps: flag })
const personColumns = { personId: text, name: orNull(text), function: oneOf(functions), agencyName: text }
const barRows = rowsOf({
  ...personColumns,
  reason: orNull(oneOf(barReasons)),
  since: instant,
  mayLift: flag,
  waiting: flag,
})
const candidateRows = rowsOf(personColumns)

/** Returns whether the actor may set and lift bars of this case; no row if the actor does not see the case. */
export const keepsBars = (sql: SlotSql, caseId: string) =>
  keepsRows(sql`select app.keeps_bars(c.id) as keeps from app.cases c where c.id = ${caseId}`)

export const barsOf = (sql: SlotSql, caseId: string) =>
  barRows(sql`
    select person_id as "personId", name, role as function, agency as "agencyName", reason, since, may_lift as "mayLift", waiting
      from app.bars_of(${caseId})`)

export const barCandidates = (sql: SlotSql, caseId: string) =>
  candidateRows(sql`
    select person_id as "personId", name, role as function, agency as "agencyName" from app.could_bar(${caseId})`)

/**
 * Lists the persons who are barred from a case, and those whom the actor could bar; both lists are empty for actors who
 * may not set bars.
 * @throws Problem not-found
 */
export const listBars = async (db: Db, who: RequestContext, caseId: string): Promise<BarPage> => {
  const { rows } = await read(db, who, (sql) => [
    keepsBars(sql, caseId),
    barsOf(sql, caseId),
    barCandidates(sql, caseId),
  ])
  const [known] = rows[0]
  if (!known) throw new Problem('not-found')
  return { keeps: known.keeps, items: [...rows[1]], candidates: [...rows[2]] }
}
