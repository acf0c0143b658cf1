import type { Actor } from '@palermo/shared/actor.ts'
import { urgencies } from '@palermo/shared/codes/urgency.ts'
import { partiesOfTask, taskWorkflow } from '@palermo/shared/tasks/record.ts'
import type { Tx } from '../actor.ts'
import { flag, oneOf, rowsOf } from '../readers.ts'
import type { Rulebook } from '../rulebook.ts'
import { transition } from '../transition.ts'
import { tasks } from './table.ts'

const rows = rowsOf({
  id: tasks.id,
  version: tasks.version,
  status: tasks.status,
  caseId: tasks.caseId,
  caseReference: tasks.caseReference,
  agencyId: tasks.agencyId,
  assigneeId: tasks.assigneeId,
  urgency: oneOf(urgencies),
  childProcedure: flag,
})

/**
 * Cancels a task because its case is being closed. If the case is reopened, the task can be reopened with its own due
 * time.
 */
export const cancelWithCase = async (tx: Tx, actor: Actor, rules: Rulebook, id: string): Promise<void> => {
  const [row] = await rows(tx.sql`
    select t.id, t.version, t.status, t.case_id as "caseId", t.case_reference as "caseReference", t.agency_id as "agencyId",
        t.assignee_id as "assigneeId", c.urgency, c.child_procedure as "childProcedure"
      from app.tasks t join app.cases c on c.id = t.case_id where t.id = ${id}`)
  if (!row) return
  const subject = { ...row, parties: partiesOfTask(row) }
  await transition(tx, actor, rules, taskWorkflow, subject, { action: 'cancel', version: row.version })
}
