import type { Actor } from '@palermo/shared/actor.ts'
import type { Urgency } from '@palermo/shared/codes/urgency.ts'
import { partiesOfTask, taskWorkflow } from '@palermo/shared/tasks/record.ts'
import type { Tx } from '../actor.ts'
import type { Rulebook } from '../rulebook.ts'
import { transition } from '../transition.ts'

interface Row {
  id: string
  version: number
  status: string
  caseId: string
  caseReference: string
  agencyId: string
  assigneeId: string | null
  urgency: Urgency
  childProcedure: boolean
}

/** Cancels a task because its case is closed; it can be reopened, with its own due time. */
export const cancelWithCase = async (tx: Tx, actor: Actor, rules: Rulebook, id: string): Promise<void> => {
  const [row] = await tx.sql<Row[]>`
    select t.id, t.version, t.status, t.case_id as "caseId", t.case_reference as "caseReference", t.agency_id as "agencyId",
        t.assignee_id as "assigneeId", c.urgency, c.child_procedure as "childProcedure"
      from app.tasks t join app.cases c on c.id = t.case_id where t.id = ${id}`
  if (!row) return
  const subject = { ...row, parties: partiesOfTask(row) }
  await transition(tx, actor, rules, taskWorkflow, subject, { action: 'cancel', version: row.version })
}
