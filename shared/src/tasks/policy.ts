import { coordinators } from '../actor.ts'
import type { Parties } from '../workflow.ts'

/** `clock` is nobody: what happens by itself. */
export const taskRelations = ['owner', 'assignee', 'clock'] as const
export type TaskRelation = (typeof taskRelations)[number]

export const partiesOfTask = (task: { agencyId: string; assigneeId: string | null }): Parties<TaskRelation> => ({
  owner: { agencyId: task.agencyId, personId: task.assigneeId },
  ...(task.assigneeId === null ? {} : { assignee: { agencyId: task.agencyId, personId: task.assigneeId } }),
})
export const working = coordinators
