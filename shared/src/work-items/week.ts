import { z } from 'zod'
import { Urgency } from '../codes/urgency.ts'
import { ContactOutcome, TriedWay } from '../contacts/terms.ts'

const day = 86_400_000

/** A range of days in the reader's time zone, at most two weeks. */
export const WeekQuery = z
  .strictObject({
    from: z.iso.datetime(),
    until: z.iso.datetime(),
    /** Whether to show all work of the agency, for supervisors and heads; by default only the reader's own work. */
    team: z.stringbool().optional(),
  })
  .refine(({ from, until }) => Date.parse(from) < Date.parse(until), { path: ['until'], error: 'is not after from' })
  .refine(({ from, until }) => Date.parse(until) - Date.parse(from) <= 15 * day, {
    path: ['until'],
    error: 'is more than two weeks later',
  })
export type WeekQuery = z.infer<typeof WeekQuery>

/** A due item: a deadline, or a task with its kind. */
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

/** A contact with the presumed victim that the reader recorded. */
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
  /** The items that were due before the range and are still open. */
  before: z.array(WeekDue),
  contacts: z.array(WeekContact),
  /** Whether there are more items than a page may contain; the work queue lists all items. */
  cut: z.boolean(),
})
export type Week = z.infer<typeof Week>

/** Maximum number of items of each kind on a page. */
export const weekHolds = 300
