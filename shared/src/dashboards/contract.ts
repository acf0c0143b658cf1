import { z } from 'zod'
import { AgencyLabel } from '../agencies/contract.ts'
import { DeclineReason } from '../codes/decline-reasons.ts'
import { Urgency } from '../codes/urgency.ts'
import { BreachReason } from '../deadlines/contract.ts'
import { ClockKey } from '../deadlines/profile.ts'
import { pageOf } from '../page.ts'
import { caseStep, type Drill, openStatuses, workAges, workNumbers, workSteps } from './definitions.ts'
import { drilled } from './drills.ts'

/** A local day in the task force's time zone. */
const Day = z.iso.date().refine((day) => day >= '2000-01-01' && day < '2100-01-01', 'must be of this century')

const filters = {
  /** The first and the last day of the period, inclusive; by default the ninety days that end today. */
  from: Day.optional(),
  to: Day.optional(),
  /** The day of the last meeting: changes are counted from the beginning of that day. By default seven days ago. */
  since: Day.optional(),
  /** The agency to whose work the numbers are restricted: work that this agency sent or received. */
  agency: z.uuid().optional(),
  urgency: Urgency.optional(),
  /** The format of the reply; without this parameter an Accept header for text/csv also gives CSV. */
  format: z.enum(['json', 'csv']).optional(),
}
const inOrder = ({ from, to }: { from?: string | undefined; to?: string | undefined }) => !from || !to || from <= to
const outOfOrder = { path: ['to'], error: 'must not be before the first day' }

export const WorkQuery = z.strictObject(filters).refine(inOrder, outOfOrder)
export type WorkQuery = z.infer<typeof WorkQuery>

const n = z.int().nonnegative()

/**
 * The step of a late deadline. For task-force leads the common name `caseStep` replaces all steps of a case, since the
 * name of a step could reveal that the case is about a child.
 */
const LateStep = z.union([ClockKey, z.literal(caseStep)])

/**
 * The hours that a step took; null if no referral has taken the step. `limit`: the median of the hours that the
 * deadlines of these referrals allowed.
 */
export const Time = z.object({
  taken: n,
  missed: n,
  median: z.number().nullable(),
  p90: z.number().nullable(),
  limit: z.number().nullable(),
})
export type Time = z.infer<typeof Time>
export const Times = z.record(z.enum(workSteps), Time)
export type Times = z.infer<typeof Times>

/** The kinds of changes since the last meeting that are counted, in display order. */
export const changeParts = [
  'begun',
  'sent',
  'accepted',
  'started',
  'completed',
  'declined',
  'withdrawn',
  'returned',
  'late',
] as const

export const Acceptance = z.object({ accepted: n, refused: n, gaps: n, returned: n, rate: z.number().nullable() })
export type Acceptance = z.infer<typeof Acceptance>

/** All panels in one reply. `agencies` lists each agency once; the panels refer to agencies by id. */
export const WorkNumbers = z.object({
  asOf: z.iso.datetime(),
  zone: z.string(),
  /**
   * Whose work is counted. `task-force`: the work of all agencies, for a task-force lead. `agency`: the work that their
   * own agency sent or received, for supervisors and heads.
   */
  scope: z.enum(['task-force', 'agency']),
  ownAgencyId: z.uuid().nullable(),
  period: z.object({ from: z.iso.date(), to: z.iso.date() }),
  since: z.iso.date(),
  agencies: z.array(AgencyLabel),
  funnel: z.object({
    begun: n,
    draft: n,
    discarded: n,
    sent: n,
    accepted: n,
    started: n,
    completed: n,
    declined: n,
    withdrawn: n,
    returned: n,
    /**
     * The number of adults who did not want to be referred; null if the numbers are restricted to an urgency, because a
     * person who was not referred has no urgency.
     */
    notReferred: n.nullable(),
  }),
  times: z.object({
    total: Times,
    byReceiver: z.array(z.object({ receiverId: z.uuid(), steps: Times })),
    /** The numbers for each pair of sender and receiver, the busiest pairs first. */
    pairs: z.array(z.object({ senderId: z.uuid(), receiverId: z.uuid(), sent: n, steps: Times })),
    /** The number of pairs that the page does not show; a filter by agency shows them. */
    pairsLeftOut: n,
  }),
  acceptance: z.object({
    total: Acceptance,
    byReceiver: z.array(z.object({ receiverId: z.uuid(), ...Acceptance.shape })),
    reasons: z.array(z.object({ reason: DeclineReason, systemGap: z.boolean(), n })),
  }),
  late: z.object({
    total: n,
    /**
     * The numbers of overdue deadlines. `longest`: the number of hours by which the most overdue deadline has passed.
     */
    cells: z.array(z.object({ owesId: z.uuid(), step: LateStep, n, longest: z.number() })),
  }),
  open: z.object({
    total: n,
    cells: z.array(z.object({ status: z.enum(openStatuses), age: z.enum(workAges), n })),
  }),
  caseload: z.object({
    agencies: z.array(z.object({ agencyId: z.uuid(), cases: n, carried: n })),
    /**
     * The numbers for each colleague, shown to supervisors; null for other readers. `personId` is null for unassigned
     * work.
     */
    people: z.array(z.object({ personId: z.uuid().nullable(), cases: n, carried: n })).nullable(),
  }),
  /** The numbers of twelve ISO weeks, the current week last. `from` is the Monday of the week. */
  trend: z.array(z.object({ week: z.string(), from: z.iso.date(), sent: n, accepted: n, completed: n })),
  change: z.record(z.enum(changeParts), n),
})
export type WorkNumbers = z.infer<typeof WorkNumbers>

/**
 * The query of the list behind a number: the filters of the dashboard, and the restrictions (`drills`) that the
 * number's definition names.
 */
export const WorkListQuery = z
  .strictObject({
    ...filters,
    ...drilled,
    cursor: z.string().max(400).optional(),
    limit: z.coerce.number().int().min(1).max(100).default(50),
  })
  .refine(inOrder, outOfOrder)
  .superRefine((query, context) => {
    const { drills, needs } = workNumbers[query.number]
    for (const drill of Object.keys(drillsIn(query)) as Drill[]) {
      if (!drills.includes(drill))
        context.addIssue({ code: 'custom', path: [drill], message: `does not narrow ${query.number}` })
    }
    for (const drill of needs) {
      if (query[drill] === undefined) context.addIssue({ code: 'custom', path: [drill], message: 'is needed' })
    }
    const known = query.number === 'late' ? LateStep : z.enum(workSteps)
    if (query.step !== undefined && drills.includes('step') && !known.safeParse(query.step).success)
      context.addIssue({ code: 'custom', path: ['step'], message: 'is no step of this number' })
  })
export type WorkListQuery = z.infer<typeof WorkListQuery>

type Drills = Partial<Record<Drill, unknown>>
const drillsIn = ({ sender, receiver, reason, step, owes, status, age, lead, person, week }: Drills): Drills =>
  Object.fromEntries(
    Object.entries({ sender, receiver, reason, step, owes, status, age, lead, person, week }).filter(
      ([, value]) => value !== undefined,
    ),
  )

/** A line of the list behind a number. It consists of codes, names no person and links to no case. */
export const WorkItem = z.object({
  /** The reference of the case; null for a draft, which has no case yet. */
  caseReference: z.string().nullable(),
  kind: z.string(),
  status: z.string(),
  /** The running deadline; for the numbers `taken` and `missed`, the deadline that was measured. */
  step: z.string().nullable(),
  sender: AgencyLabel.nullable(),
  receiver: AgencyLabel.nullable(),
  owes: AgencyLabel.nullable(),
  sentAt: z.iso.datetime().nullable(),
  dueAt: z.iso.datetime().nullable(),
  /** The reason for which the referral was declined, or for which the deadline was missed. */
  reason: z.union([DeclineReason, BreachReason]).nullable(),
})
export type WorkItem = z.infer<typeof WorkItem>

export const WorkList = pageOf(WorkItem)
export type WorkList = z.infer<typeof WorkList>
