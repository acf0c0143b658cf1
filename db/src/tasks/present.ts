import type { Actor } from '@palermo/shared/actor.ts'
import { audiences } from '@palermo/shared/audiences.ts'
import type { Task } from '@palermo/shared/tasks/contract.ts'
import { partiesOfTask, taskWorkflow } from '@palermo/shared/tasks/record.ts'
import { availableActions } from '@palermo/shared/workflow.ts'
import { oneOf, type RowRead, rowsOf, text } from '../readers.ts'
import { tasks } from './table.ts'

export const taskRows = rowsOf({
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
})
export type TaskRow = RowRead<typeof taskRows>

export const presentTask = (task: TaskRow, words: string | null, actor: Actor, now: string): Task => ({
  ...task,
  late: task.status === 'open' && Date.parse(task.dueAt) < Date.parse(now),
  text: words,
  actions: availableActions(taskWorkflow, { status: task.status, parties: partiesOfTask(task) }, actor),
})
