import { z } from 'zod'
import { DeclineReason } from '../codes/decline-reasons.ts'
import { changeParts } from '../dashboards/contract.ts'
import { SnapshotSummary } from '../snapshots/contract.ts'
import { StatisticsRow } from '../statistics/contract.ts'

const n = z.int().nonnegative()

/** The decisions for the meeting, most urgent first. */
export const BriefDecision = z.discriminatedUnion('kind', [
  /**
   * An agency with overdue steps. `longest`: the number of hours by which the most overdue step has passed its limit.
   */
  z.object({ kind: z.literal('late'), agency: z.string(), n, longest: z.number() }),
  /** The referrals that were returned unanswered since the last meeting. */
  z.object({ kind: z.literal('unanswered'), n }),
  /**
   * The referrals that were declined because the system lacks a service, which does not count as a refusal by the
   * receiver.
   */
  z.object({ kind: z.literal('gap'), reason: DeclineReason, n }),
  /** The unequal shares of persons who were helped, with and without proceedings, in percent. */
  z.object({ kind: z.literal('equality'), within: n, without: n }),
  /** A frozen snapshot of figures that waits for a signature or for publication. */
  z.object({ kind: z.literal('snapshot'), id: z.uuid(), week: z.iso.date(), status: SnapshotSummary.shape.status }),
])
export type BriefDecision = z.infer<typeof BriefDecision>

const People = StatisticsRow.omit({ row: true }).extend({ week: z.iso.date() })

/** A one-page brief for a meeting: work since the last meeting, figures on persons, and decisions to be made. */
export const Brief = z.object({
  asOf: z.iso.datetime(),
  zone: z.string(),
  /** The day of the last meeting. */
  since: z.iso.date(),
  /** First and last day of the period in which times and acceptance are measured. */
  period: z.object({ from: z.iso.date(), to: z.iso.date() }),
  change: z.record(z.enum(changeParts), n),
  now: z.object({
    cases: n,
    open: n,
    late: n,
    /** The median of the hours from sending to acceptance. */
    accept: z.number().nullable(),
    /** The share of accepted referrals among those that were answered or returned unanswered. */
    acceptance: z.number().nullable(),
  }),
  /** The figures on persons, rounded and suppressed like all statistics. `before`: the figures at the last meeting. */
  people: z.object({ now: People.nullable(), before: People.nullable() }),
  decisions: z.array(BriefDecision),
})
export type Brief = z.infer<typeof Brief>

export const BriefQuery = z.strictObject({
  /** The day of the last meeting; by default seven days ago. */
  since: z.iso
    .date()
    .refine((day) => day >= '2000-01-01' && day < '2100-01-01', 'must be of this century')
    .optional(),
  /** The format of the reply; without this parameter an Accept header for application/pdf also gives a PDF. */
  format: z.enum(['json', 'pdf']).optional(),
})
export type BriefQuery = z.infer<typeof BriefQuery>
