import { z } from 'zod'
import { PageQuery, pageOf } from '../page.ts'

export const limitKinds = ['notAfter', 'notBefore', 'period', 'recurring'] as const
export const LimitKind = z.enum(limitKinds)
export type LimitKind = z.infer<typeof LimitKind>

/**
 * The nature of a deadline. Notifications of statutory and safety deadlines are sent at once; those of ordinary
 * deadlines wait for the digest.
 */
export const Nature = z.enum(['statutory', 'safety', 'ordinary'])
export type Nature = z.infer<typeof Nature>

/**
 * How reliable a value is. `V`: read in its source. `V2`: read in a secondary source. `M`: general knowledge. `design`:
 * chosen by this product.
 */
export const Mark = z.enum(['V', 'V2', 'M', 'design'])
export type Mark = z.infer<typeof Mark>

/**
 * The reasons for a missed deadline. `no-capacity` and `unsafe-to-act` count as gaps of the system, not of the agency.
 */
export const breachReasons = [
  'waiting-for-interpreter',
  'waiting-for-other-agency',
  'waiting-for-documents',
  'person-asked-to-wait',
  'person-unreachable',
  'no-capacity',
  'unsafe-to-act',
  'workload',
  'sent-to-wrong-agency',
  'recorded-late',
  'system-unavailable',
  'other',
] as const
export const BreachReason = z.enum(breachReasons)
export type BreachReason = z.infer<typeof BreachReason>

/** The reasons for a pause. The rule of a deadline allows some of them. */
export const pauseReasons = [
  'person-missing',
  'person-asked-to-wait',
  'person-unfit',
  'waiting-for-court',
  'waiting-for-other-state',
] as const
export const PauseReason = z.enum(pauseReasons)
export type PauseReason = z.infer<typeof PauseReason>

/** A deadline in the API: which agency owes what to which other agency, by when, and by which rule. */
export const Deadline = z.object({
  id: z.uuid(),
  /** The version, which rises with each pause, extension and correction. */
  version: z.int(),
  /** The generic key (`referral.answer`), whose text is in the catalogue. */
  key: z.string(),
  kind: LimitKind,
  nature: Nature,
  subjectKind: z.string(),
  subjectId: z.uuid(),
  caseReference: z.string().nullable(),
  owesAgencyId: z.uuid(),
  owedAgencyId: z.uuid().nullable(),
  /**
   * The party that should owe the deadline but is not named yet, so that this agency owes the deadline instead. Pages
   * show the party as unfilled.
   */
  inPlaceOf: z.string().nullable(),
  startedAt: z.iso.datetime(),
  dueAt: z.iso.datetime(),
  closedAt: z.iso.datetime().nullable(),
  /** The end of the present pause, unless the deadline is resumed earlier; null if the deadline is not paused. */
  pausedUntil: z.iso.datetime().nullable(),
  /** Whether the deadline is late. `isLate` computes this when the deadline is read; the value is never stored. */
  late: z.boolean(),
  source: z.string(),
  mark: Mark,
  /** The day on which the limit was checked in its source; null means not verified. */
  verifiedOn: z.iso.date().nullable(),
  breachReason: BreachReason.nullable(),
})
export type Deadline = z.infer<typeof Deadline>

/** The query of running deadlines that the reader's agency owes or waits for, soonest first. */
export const DeadlineQuery = z.strictObject({
  ...PageQuery.shape,
  late: z.stringbool().optional(),
  mine: z.stringbool().optional(),
})
export type DeadlineQuery = z.infer<typeof DeadlineQuery>
export const DeadlinePage = pageOf(Deadline)
export type DeadlinePage = z.infer<typeof DeadlinePage>

/** The explanation of a missed deadline: a coded reason without free text. */
export const AnswerBreach = z.strictObject({ reason: BreachReason })
export type AnswerBreach = z.infer<typeof AnswerBreach>

type Measured = Pick<Deadline, 'kind' | 'dueAt' | 'closedAt'>

/**
 * Whether the deadline was missed: closed after its due time, or still open after it. A period or a `notBefore` limit
 * cannot be missed.
 */
export const isLate = ({ kind, dueAt, closedAt }: Measured, now: string): boolean =>
  (kind === 'notAfter' || kind === 'recurring') && Date.parse(closedAt ?? now) > Date.parse(dueAt)

/** Whether a reason is missing: a missed deadline is closed only with a reason. */
export const needsReason = (deadline: Measured & Pick<Deadline, 'breachReason'>, now: string): boolean =>
  deadline.breachReason === null && isLate(deadline, now)

/** Whether a `notBefore` limit is still running, so that the action must wait or needs a reason. */
export const isTooEarly = ({ kind, dueAt }: Pick<Deadline, 'kind' | 'dueAt'>, now: string): boolean =>
  kind === 'notBefore' && Date.parse(now) <= Date.parse(dueAt)

/** An open record without a running deadline or without an owner, listed for administrators. There should be none. */
export const Orphan = z.object({
  subjectKind: z.string(),
  subjectId: z.uuid(),
  why: z.enum(['no-clock', 'no-owner', 'owner-left']),
})
export type Orphan = z.infer<typeof Orphan>
