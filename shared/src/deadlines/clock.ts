import { z } from 'zod'
import { CorrectionReason, clockActNames, ExtensionReason } from './acts.ts'
import { Deadline, Mark, PauseReason } from './contract.ts'
import { Effect, limitUnits } from './profile.ts'

const Span = z.object({ value: z.int(), unit: z.enum(limitUnits) })
const cited = { source: z.string(), mark: Mark, verifiedOn: z.iso.date().nullable() }

export const changeKinds = ['paused', 'resumed', 'extended', 'corrected', 'recounted', 'moved', 'amended'] as const
export const ClockReason = z.union([PauseReason, ExtensionReason, CorrectionReason])

/** A change of a deadline, with the earlier values. */
export const ClockChange = z.object({
  version: z.int(),
  kind: z.enum(changeKinds),
  at: z.iso.datetime(),
  /** The agency that made the change; null if the change followed from a holiday or a new version of the profile. */
  agencyName: z.string().nullable(),
  reason: ClockReason.nullable(),
  until: z.iso.datetime().nullable(),
  added: Span.nullable(),
  source: z.string().nullable(),
  oldStartedAt: z.iso.datetime(),
  startedAt: z.iso.datetime(),
  oldDueAt: z.iso.datetime(),
  dueAt: z.iso.datetime(),
})
export type ClockChange = z.infer<typeof ClockChange>

/** A segment of the counted time, with every day that was not counted. */
export const ClockLeg = z.object({
  span: Span,
  from: z.iso.datetime(),
  until: z.iso.datetime(),
  weekendDays: z.int(),
  pausedDays: z.int(),
  holidays: z.array(z.object({ on: z.iso.date(), name: z.string().nullable() })),
})

/** The explanation of a due time: the rule and its source, the count by the calendar, and the changes. */
export const Clock = Deadline.extend({
  profile: z.object({ code: z.string(), version: z.string(), name: z.string() }),
  zone: z.string(),
  /** The jurisdiction's own name for the step. */
  term: z.string().nullable(),
  effect: Effect.nullable(),
  /** Whether a change that would shorten the deadline waits for approval by another agency. */
  waiting: z.boolean(),
  /** The segments of the count; empty for a deadline with a fixed date of its own. */
  legs: z.array(ClockLeg),
  changes: z.array(ClockChange),
  pause: z.object({ reasons: z.array(PauseReason), latest: z.iso.date(), ...cited }).nullable(),
  extension: z.object({ most: Span, left: z.int(), ...cited }).nullable(),
  actions: z.array(z.enum(clockActNames)),
})
export type Clock = z.infer<typeof Clock>
