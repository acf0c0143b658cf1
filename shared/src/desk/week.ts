import { z } from 'zod'
import { Urgency } from '../codes/urgency.ts'
import { ContactOutcome, TriedWay } from '../contacts/terms.ts'

const day = 86_400_000

/** A range of days in the reader's time zone: at most two weeks. */
export const WeekQuery = z
  .strictObject({
    from: z.iso.datetime(),
    until: z.iso.datetime(),
    /** All of the agency's, for those who answer for it; otherwise one's own. */
    team: z.stringbool().optional(),
  })
  .refine(({ from, until }) => Date.parse(from) < Date.parse(until), { path: ['until'], error: 'is not after from' })
  .refine(({ from, until }) => Date.parse(until) - Date.parse(from) <= 15 * day, {
    path: ['until'],
    error: 'is more than two weeks later',
  })
export type WeekQuery = z.infer<typeof WeekQuery>

/** Something due: a clock, or a task of its kind. */
export const WeekDue = z.object({
  id: z.uuid(),
  step: z.string(),
  detail: z.string().nullable(),
  subjectKind: z.string(),
  subjectId: z.uuid(),
  caseId: z.uuid().nullable(),
  caseReference: z.string().nullable(),
  urgency: Urgency,
  assigneeId: z.uuid().nullable(),
  dueAt: z.iso.datetime(),
  late: z.boolean(),
})
export type WeekDue = z.infer<typeof WeekDue>

/** A contact that the reader logged. */
export const WeekContact = z.object({
  id: z.uuid(),
  caseId: z.uuid(),
  caseReference: z.string(),
  way: TriedWay,
  outcome: ContactOutcome,
  at: z.iso.datetime(),
})
export type WeekContact = z.infer<typeof WeekContact>

export const Week = z.object({
  due: z.array(WeekDue),
  /** What fell due before it and is still owed. */
  before: z.array(WeekDue),
  contacts: z.array(WeekContact),
  /** There is more than a page can hold; the work queue has all of it. */
  cut: z.boolean(),
})
export type Week = z.infer<typeof Week>

/** As many of each as a page holds. */
export const weekHolds = 300
