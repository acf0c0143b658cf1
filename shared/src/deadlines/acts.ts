import { z } from 'zod'
import { type Actor, coordinators, seesTeam } from '../actor.ts'
import { type Action, by, isTimely, type Parties, permits, relationsOf } from '../workflow.ts'
import { PauseReason } from './contract.ts'
import type { AppliedRule } from './profile.ts'

/** The two parties of a deadline: the party that owes the step, and the party that waits for it. */
export const clockRelations = ['owes', 'owed'] as const
export type ClockRelation = (typeof clockRelations)[number]
export type ClockState = 'running' | 'paused' | 'ended'

/** The reasons for an extension of a deadline. */
export const extensionReasons = [
  'needs-of-the-person',
  'complex',
  'waiting-for-evidence',
  'waiting-for-translation',
  'court-order',
] as const
export const ExtensionReason = z.enum(extensionReasons)

/** The reasons for correcting the start of a deadline. */
export const correctionReasons = ['typing-error', 'document-shows-otherwise', 'served-on-another-day'] as const
export const CorrectionReason = z.enum(correctionReasons)

/** A pause. `until`: the first day that counts again after the pause, in the jurisdiction's time zone. */
export const PauseClock = z.strictObject({ reason: PauseReason, until: z.iso.date() })
/** The length of the extension, in the unit of the deadline's rule. */
export const ExtendClock = z.strictObject({ value: z.int().min(1).max(5000), reason: ExtensionReason })
export const CorrectClock = z.strictObject({ startedAt: z.iso.datetime({ offset: true }), reason: CorrectionReason })

/**
 * The changes that can be made to a running deadline, with all roles that may make them; the rule of a deadline permits
 * fewer (`actsOn`). A change in favour of the actor's own agency needs a supervisor. Both parties are notified.
 */
export const clockActs = {
  pause: { from: ['running'], to: 'paused', may: by('owes', seesTeam), input: PauseClock },
  resume: { from: ['paused'], to: 'running', may: by('owes', coordinators) },
  extend: {
    from: ['running', 'paused'],
    may: [...by('owes', seesTeam), ...by('owed', seesTeam)],
    input: ExtendClock,
  },
  correct: { from: ['running', 'paused', 'ended'], may: by('owes', coordinators), input: CorrectClock },
} as const satisfies Record<string, Action<ClockState, ClockRelation>>
export const clockActNames = ['pause', 'resume', 'extend', 'correct'] as const
export type ClockAct = (typeof clockActNames)[number]

const version = z.int().positive()
export const ActOnClock = z.discriminatedUnion('action', [
  z.strictObject({ action: z.literal('pause'), version, ...PauseClock.shape }),
  z.strictObject({ action: z.literal('resume'), version }),
  z.strictObject({ action: z.literal('extend'), version, ...ExtendClock.shape }),
  z.strictObject({ action: z.literal('correct'), version, ...CorrectClock.shape }),
])
export type ActOnClock = z.infer<typeof ActOnClock>

/** The fields of a deadline that decide which changes are possible. */
export interface Standing {
  parties: Parties<ClockRelation>
  dueAt: string
  closedAt: string | null
  pausedUntil: string | null
  extensions: readonly unknown[]
  /** Whether the due time is computed from rule and calendar; false for a deadline with a fixed date of its own. */
  counted: boolean
  appliedRule: AppliedRule
}

export const stateOf = ({ closedAt, pausedUntil }: Pick<Standing, 'closedAt' | 'pausedUntil'>): ClockState =>
  closedAt !== null ? 'ended' : pausedUntil !== null ? 'paused' : 'running'

/** Whether the actor is a party who may make this change of the deadline, though perhaps not at this time. */
export const mayActOn = (clock: Standing, act: ClockAct, actor: Actor): boolean => {
  const relations = relationsOf(actor, clock.parties)
  if (!permits(clockActs[act], relations, actor.function)) return false
  const { extension } = clock.appliedRule
  return (
    act !== 'extend' ||
    extension === null ||
    (relations.includes(extension.by) && extension.functions.some((role) => role === actor.function))
  )
}

/**
 * Whether rule and state of the deadline allow this change now. A late deadline cannot be paused or extended, because
 * that would make it timely; a deadline for safety can never be paused or extended.
 */
export const isOpenTo = (clock: Standing, act: ClockAct, now: string): boolean => {
  const { appliedRule, dueAt, closedAt, extensions, counted } = clock
  if (!isTimely(clockActs[act], { status: stateOf(clock) })) return false
  const waits = counted && appliedRule.nature !== 'safety' && Date.parse(dueAt) > Date.parse(now)
  switch (act) {
    case 'pause':
      return waits && appliedRule.pause !== null
    case 'resume':
      return true
    case 'extend':
      return waits && appliedRule.extension !== null && extensions.length < appliedRule.extension.times
    case 'correct':
      return appliedRule.begins === 'stated' && (closedAt === null || endedByItself(clock))
  }
}

/** Whether the deadline was a period that ended at its due time. All other deadlines are closed by an action. */
const endedByItself = ({ appliedRule, dueAt, closedAt }: Standing) =>
  (appliedRule.limit.kind === 'period' || appliedRule.limit.kind === 'notBefore') &&
  closedAt !== null &&
  Date.parse(closedAt) === Date.parse(dueAt)

export const actsOn = (clock: Standing, actor: Actor, now: string): ClockAct[] =>
  clockActNames.filter((act) => mayActOn(clock, act, actor) && isOpenTo(clock, act, now))
