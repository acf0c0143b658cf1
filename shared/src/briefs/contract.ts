import { z } from 'zod'
import { DeclineReason } from '../codes/decline-reasons.ts'
import { changeParts } from '../dashboards/contract.ts'
import { SnapshotStatus } from '../snapshots/contract.ts'
import { StatisticsRow } from '../statistics/contract.ts'

const n = z.int().nonnegative()

/** Decisions for the meeting, the most urgent first. */
export const BriefDecision = z.discriminatedUnion('kind', [
  /** An agency owes steps whose time has run out; `longest`: hours past the limit of the one that waits longest. */
  z.object({ kind: z.literal('late'), agency: z.string(), n, longest: z.number() }),
  /** Referrals that went back unanswered since the last meeting. */
  z.object({ kind: z.literal('unanswered'), n }),
  /** Declined because a service is missing in the system, not because the receiver refused. */
  z.object({ kind: z.literal('gap'), reason: DeclineReason, n }),
  /** Help differs with and without proceedings: parts of a hundred. */
  z.object({ kind: z.literal('equality'), within: n, without: n }),
  /** Frozen figures that wait for a signature, or to be published. */
  z.object({ kind: z.literal('snapshot'), id: z.uuid(), week: z.iso.date(), status: SnapshotStatus }),
])
export type BriefDecision = z.infer<typeof BriefDecision>

const People = StatisticsRow.omit({ row: true }).extend({ week: z.iso.date() })

/** One page for a meeting: the work since the last one, the people, what wants a decision. */
export const Brief = z.object({
  asOf: z.iso.datetime(),
  zone: z.string(),
  /** The last meeting. */
  since: z.iso.date(),
  /** First and last day of what the times and the acceptance are measured on. */
  period: z.object({ from: z.iso.date(), to: z.iso.date() }),
  change: z.record(z.enum(changeParts), n),
  now: z.object({
    cases: n,
    open: n,
    late: n,
    /** Hours from sending to acceptance: half took fewer. */
    accept: z.number().nullable(),
    /** Part of what was answered, or left without answer, that was accepted. */
    acceptance: z.number().nullable(),
  }),
  /** Rounded and protected like all numbers on people; `before`: as they stood at the last meeting. */
  people: z.object({ now: People.nullable(), before: People.nullable() }),
  decisions: z.array(BriefDecision),
})
export type Brief = z.infer<typeof Brief>

export const BriefQuery = z.strictObject({
  /** The last meeting; without it: seven days ago. */
  since: z.iso
    .date()
    .refine((day) => day >= '2000-01-01' && day < '2100-01-01', 'must be of this century')
    .optional(),
  /** `pdf`, or an Accept header that asks for application/pdf. */
  format: z.enum(['json', 'pdf']).optional(),
})
export type BriefQuery = z.infer<typeof BriefQuery>
