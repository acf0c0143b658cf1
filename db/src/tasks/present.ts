import type { Actor } from '@palermo/shared/actor.ts'
import type { Task } from '@palermo/shared/tasks/contract.ts'
import { partiesOfTask, taskWorkflow } from '@palermo/shared/tasks/record.ts'
import { availableActions } from '@palermo/shared/workflow.ts'

export type TaskRow = Omit<Task, 'text' | 'actions' | 'late'>

export const presentTask = (task: TaskRow, text: string | null, actor: Actor, now: string): Task => ({
  ...task,
  late: task.status === 'open' && Date.parse(task.dueAt) < Date.parse(now),
  text,
  actions: availableActions(taskWorkflow, { status: task.status, parties: partiesOfTask(task) }, actor),
})
