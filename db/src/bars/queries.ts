import type { BarPage } from '@palermo/shared/bars/contract.ts'
import { Problem } from '@palermo/shared/problem.ts'
import { type Db, type RequestContext, readPipelined } from '../actor.ts'
import type { SlotSql } from '../slots.ts'

export const barStatements = (sql: SlotSql, caseId: string) =>
  [
    sql<{ keeps: boolean }[]>`select app.keeps_bars(c.id) as keeps from app.cases c where c.id = ${caseId}`,
    sql<BarPage['items'][number][]>`
      select person_id as "personId", name, role as function, agency as "agencyName", reason, since, may_lift as "mayLift", waiting
        from app.bars_of(${caseId})`,
    sql<BarPage['candidates'][number][]>`
      select person_id as "personId", name, role as function, agency as "agencyName" from app.could_bar(${caseId})`,
  ] as const

/**
 * Persons barred from a case, and those whom the actor could bar; empty for actors who may not set bars.
 * @throws Problem not-found
 */
export const listBars = async (db: Db, who: RequestContext, caseId: string): Promise<BarPage> => {
  const { rows } = await readPipelined(db, who, (sql) => barStatements(sql, caseId))
  const [known] = rows[0]
  if (!known) throw new Problem('not-found')
  return { keeps: known.keeps, items: [...rows[1]], candidates: [...rows[2]] }
}
