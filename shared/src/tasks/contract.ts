import { z } from 'zod'
import { Audience, ChosenAudience } from '../audiences.ts'
import { freeText, OpenCompartment } from '../compartments.ts'
import { task, taskKinds, taskWorkflow } from './record.ts'

export const TaskKind = z.enum(taskKinds)
export const TaskStatus = z.enum(taskWorkflow.statuses)

/** Kind and due time are in C0; the text is in `compartment` and null for readers without access to it. */
export const Task = z.object({
  id: z.uuid(),
  version: z.int(),
  caseId: z.uuid(),
  caseReference: z.string(),
  kind: TaskKind,
  /** The audience of its text. */
  audience: Audience,
  compartment: OpenCompartment,
  text: z.string().nullable(),
  status: TaskStatus,
  agencyId: z.uuid(),
  agencyName: z.string(),
  assigneeId: z.uuid().nullable(),
  dueAt: z.iso.datetime(),
  late: z.boolean(),
  actions: z.array(z.enum(taskWorkflow.actionNames)),
})
export type Task = z.infer<typeof Task>

export const NewTask = z.strictObject({
  caseId: z.uuid(),
  kind: TaskKind,
  audience: ChosenAudience.optional(),
  compartment: OpenCompartment.optional(),
  text: freeText(4000).optional(),
  dueAt: z.iso.datetime(),
  assigneeId: z.uuid().optional(),
})
export type NewTask = z.infer<typeof NewTask>

export const ActOnTask = task.Act
export type ActOnTask = z.infer<typeof ActOnTask>
