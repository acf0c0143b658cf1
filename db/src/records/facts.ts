import { urgencies } from '@palermo/shared/codes/urgency.ts'
import { compartments } from '@palermo/shared/compartments.ts'
import { flag, oneOf, type RowRead, rowsOf, someOf, text } from '../readers.ts'
import type { SlotSql } from '../slots.ts'
import { identifier, statement } from './statement.ts'

const caseRows = rowsOf({
  status: text,
  caseReference: text,
  urgency: oneOf(urgencies),
  childProcedure: flag,
  compartments: someOf(compartments),
})
/** The facts of a case on which a creation or an action of its records depends. */
export type CaseFacts = RowRead<typeof caseRows>

const selected = `select c.status, c.reference as "caseReference", app.urgency_now(c.urgency, c.opened_at, c.status) as urgency,
    c.child_procedure as "childProcedure", authz.compartments(c.id) as compartments
  from app.cases c`

/** Returns the facts of a case; no row if the actor may not see the case. */
export const factsOfCase = (sql: SlotSql, caseId: string) =>
  caseRows(statement(sql, `${selected} where c.id = $1`, [caseId]))

/** Returns the function that reads the facts of the case of a record in this table. */
export const factsOfRecords = (plural: string) => {
  const sqlText = `${selected} where c.id = (select t.case_id from app.${identifier(plural)} t where t.id = $1)`
  return (sql: SlotSql, id: string) => caseRows(statement(sql, sqlText, [id]))
}
