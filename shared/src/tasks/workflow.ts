import { z } from 'zod'
import { freeText } from '../compartments.ts'
import { by, workflow } from '../workflow.ts'
import { taskRelations, working } from './policy.ts'

export const FinishTask = z.strictObject({ note: freeText(4000).optional() })
export const AssignTask = z.strictObject({ assigneeId: z.uuid() })

export const taskWorkflow = workflow('task', {
  relations: taskRelations,
  statuses: ['open', 'done', 'cancelled'],
  final: ['done', 'cancelled'],
  covered: { open: 'task.due' },
  actions: {
    finish: { from: ['open'], to: 'done', may: by('owner', working), input: FinishTask, closes: ['task.due'] },
    cancel: { from: ['open'], to: 'cancelled', may: by('owner', working), input: FinishTask, closes: ['task.due'] },
    /** Undo of a finish or a cancel: the task's own due time stands again. */
    reopen: { from: ['done', 'cancelled'], to: 'open', may: by('owner', working), opens: ['task.due'] },
    /** To a colleague on the case, by anybody of the agency who works on it. */
    assign: { from: ['open'], may: by('owner', working), input: AssignTask, tells: ['assignee'] },
    /** Whoever carries it does not work there any more: it is the agency's, for whoever takes it. */
    'hand-back': { from: ['open'], may: by('clock', []) },
    /** Its case was handed over, and it goes along. */
    'take-over': { from: ['open'], may: by('clock', []) },
  },
})
