import { z } from 'zod'
import { CorrectionReason, clockActNames, ExtensionReason } from './acts.ts'
import { Deadline, Mark, PauseReason } from './contract.ts'
import { Effect, limitUnits } from './profile.ts'

const Span = z.object({ value: z.int(), unit: z.enum(limitUnits) })
const cited = { source: z.string(), mark: Mark, verifiedOn: z.iso.date().nullable() }

export const changeKinds = ['paused', 'resumed', 'extended', 'corrected', 'recounted', 'moved', 'amended'] as const
export const ClockReason = z.union([PauseReason, ExtensionReason, CorrectionReason])

/** What became of a clock, with what it said before. */
export const ClockChange = z.object({
  version: z.int(),
  kind: z.enum(changeKinds),
  at: z.iso.datetime(),
  /** Null where no person did it: a holiday, a new version of the profile. */
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

/** One span of the count, with every day that it passed over. */
export const ClockLeg = z.object({
  span: Span,
  from: z.iso.datetime(),
  until: z.iso.datetime(),
  weekendDays: z.int(),
  pausedDays: z.int(),
  holidays: z.array(z.object({ on: z.iso.date(), name: z.string().nullable() })),
})

/** Why something is due just then: the rule and whose word it is, the count by the calendar, and what became of it. */
export const Clock = Deadline.extend({
  profile: z.object({ code: z.string(), version: z.string(), name: z.string() }),
  zone: z.string(),
  /** What the jurisdiction itself calls the step. */
  term: z.string().nullable(),
  effect: Effect.nullable(),
  /** A change that would make it shorter waits for approval by another agency. */
  waiting: z.boolean(),
  /** Without a rule where it has a date of its own. */
  legs: z.array(ClockLeg),
  changes: z.array(ClockChange),
  pause: z.object({ reasons: z.array(PauseReason), latest: z.iso.date(), ...cited }).nullable(),
  extension: z.object({ most: Span, left: z.int(), ...cited }).nullable(),
  actions: z.array(z.enum(clockActNames)),
})
export type Clock = z.infer<typeof Clock>
