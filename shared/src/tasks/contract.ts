import { z } from 'zod'
import { newOf, replyOf } from '../records/replies.ts'
import { task, taskKinds } from './record.ts'

export const TaskKind = z.enum(taskKinds)

/**
 * A task. Its kind and due time are in C0; its text is in `compartment`, and null for readers without access to that
 * compartment.
 */
export const Task = replyOf(task, [
  'kind',
  'audience',
  'compartment',
  'text',
  'agencyId',
  'assigneeId',
  'dueAt',
]).extend({ agencyName: z.string(), late: z.boolean() })
export type Task = z.infer<typeof Task>

export const NewTask = newOf(task)
export type NewTask = z.infer<typeof NewTask>

export const ActOnTask = task.Act
export type ActOnTask = z.infer<typeof ActOnTask>
