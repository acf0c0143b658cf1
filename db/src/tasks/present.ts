import type { Actor } from '@palermo/shared/actor.ts'
import { audiences } from '@palermo/shared/audiences.ts'
import type { Task } from '@palermo/shared/tasks/contract.ts'
import { partiesOfTask, taskWorkflow } from '@palermo/shared/tasks/record.ts'
import { availableActions } from '@palermo/shared/workflow.ts'
import { instant, oneOf, type RowRead, rowsOf, text } from '../readers.ts'
import { shownBy } from '../records/shown.ts'
import { openText, textsOf } from '../texts.ts'
import { tasks } from './table.ts'

const columns = {
  id: tasks.id,
  version: tasks.version,
  caseId: tasks.caseId,
  caseReference: tasks.caseReference,
  kind: tasks.kind,
  compartment: tasks.compartment,
  status: tasks.status,
  agencyId: tasks.agencyId,
  agencyName: text,
  assigneeId: tasks.assigneeId,
  dueAt: tasks.dueAt,
  audience: oneOf(audiences),
}
const taskRows = rowsOf(columns)
export type TaskRow = RowRead<typeof taskRows>

export const presentTask = (task: TaskRow, words: string | null, actor: Actor, now: string): Task => ({
  ...task,
  late: task.status === 'open' && Date.parse(task.dueAt) < Date.parse(now),
  text: words,
  actions: availableActions(taskWorkflow, { status: task.status, parties: partiesOfTask(task) }, actor),
})

const shownRows = rowsOf({ ...columns, now: instant })

/** Reads and presents a task with the name of its agency. */
export const shownTask = shownBy(
  (sql, id) => [shownRows(sql`select t.*, app.now() as now from app.task_rows t where t.id = ${id}`), textsOf(sql, id)],
  (db, [[row], [sealed]], actor) => {
    if (row === undefined) return undefined
    const { now, ...task } = row
    return presentTask(task, sealed ? openText(db.ring, sealed).text : null, actor, now)
  },
)
