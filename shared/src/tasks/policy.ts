import { coordinators, seesTeam } from '../actor.ts'
import type { Parties } from '../workflow.ts'

export type TaskRelation = 'owner' | 'assignee'

export const partiesOfTask = (task: { agencyId: string; assigneeId: string | null }): Parties<TaskRelation> => ({
  owner: { agencyId: task.agencyId, personId: task.assigneeId },
  ...(task.assigneeId === null ? {} : { assignee: { agencyId: task.agencyId, personId: task.assigneeId } }),
})
export const working = coordinators
export const supervising = seesTeam
