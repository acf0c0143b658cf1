import { addDays } from './calendar.ts'
import type { AppliedRule } from './profile.ts'

/**
 * The kinds of alarms. `resume`: the end of a pause is reached. `expire`: the deadline ends without an action, with the
 * result that `endOf` gives.
 */
export const alarmKinds = ['resume', 'warn', 'due', 'overdue', 'escalate', 'expire'] as const
export type AlarmKind = (typeof alarmKinds)[number]

/**
 * The recipients of alarms. `owes` and `owed`: the two parties of the deadline. `supervisor` and `head`: roles in the
 * agency that owes. `lead`: the task-force leads.
 */
export const alarmRecipients = ['owes', 'owed', 'supervisor', 'head', 'lead'] as const
export type AlarmRecipient = (typeof alarmRecipients)[number]

export interface Alarm {
  at: string
  kind: AlarmKind
  to: AlarmRecipient
}

/** A running deadline. Its time zone decides when a day has passed. */
export interface Clock {
  startedAt: string
  dueAt: string
  zone: string
  /** The end of the pause, if the deadline is paused. */
  resumesAt?: string
}

/**
 * The end of a deadline that no action closes. `into`: for an unanswered deadline the result in its rule; a period or a
 * `notBefore` limit simply ends.
 */
export type End = { at: number; into: 'lapse' | 'return' | 'end' }
export const endOf = ({ limit, expires }: Pick<AppliedRule, 'limit' | 'expires'>): End | null =>
  expires ?? (limit.kind === 'period' || limit.kind === 'notBefore' ? { at: 1, into: 'end' } : null)

type Ladder = Pick<AppliedRule, 'limit' | 'owedTo' | 'warnAt' | 'overdueAt' | 'escalate' | 'expires'>

/**
 * Returns the recipients and times of reminders in order, without duplicates. The owing party is warned only between
 * start and due time; both parties are notified at the due time; later reminders go to ever higher levels. A fraction
 * of the limit is a fraction of the time between start and due time.
 */
export const alarmsFor = (clock: Clock, ladder: Ladder): Alarm[] => {
  const end = endOf(ladder)
  const start = milliseconds(clock.startedAt)
  const due = milliseconds(clock.dueAt)
  const part = (at: number) => instant(due + Math.max(0, due - start) * (at - 1))
  // Reminders begin after the pause, because a paused deadline sends no reminders.
  const from = instant(Math.max(start, milliseconds(clock.resumesAt ?? clock.startedAt)))
  const warned = warnings(clock, ladder.warnAt, part).filter((at) => at > from && at < instant(due))
  return inOrder([
    ...(clock.resumesAt === undefined
      ? []
      : [{ at: instant(milliseconds(clock.resumesAt)), kind: 'resume' as const, to: 'owes' as const }]),
    ...warned.map((at) => ({ at, kind: 'warn' as const, to: 'owes' as const })),
    { at: instant(due), kind: 'due', to: 'owes' },
    ...(ladder.owedTo === null || ladder.owedTo === 'person'
      ? []
      : [{ at: instant(due), kind: 'due' as const, to: 'owed' as const }]),
    ...ladder.overdueAt.map((offset) => ({ at: later(clock, offset), kind: 'overdue' as const, to: 'owes' as const })),
    ...ladder.escalate.map(({ at, to }) => ({ at: part(at), kind: 'escalate' as const, to })),
    ...(end ? [{ at: part(end.at), kind: 'expire' as const, to: 'owes' as const }] : []),
  ])
}

const warnings = (clock: Clock, warnAt: AppliedRule['warnAt'], part: (at: number) => string): string[] => {
  if ('afterHours' in warnAt)
    return warnAt.afterHours.map((h) => instant(milliseconds(clock.startedAt) + h * 3_600_000))
  if ('daysBefore' in warnAt) return warnAt.daysBefore.map((days) => addDays(clock.dueAt, -days, clock.zone))
  return warnAt.map(part)
}

const later = ({ dueAt, zone }: Clock, offset: string): string => {
  const value = Number.parseInt(offset, 10)
  if (offset.endsWith('d')) return addDays(dueAt, value, zone)
  return instant(milliseconds(dueAt) + value * (offset.endsWith('h') ? 3_600_000 : 60_000))
}

const inOrder = (alarms: Alarm[]): Alarm[] => {
  const rank = ({ at, kind, to }: Alarm) => `${at} ${alarmKinds.indexOf(kind)} ${alarmRecipients.indexOf(to)}`
  const unique = new Map(alarms.map((alarm) => [rank(alarm), alarm]))
  return [...unique.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, alarm]) => alarm)
}

/** Returns the first alarm later than `after`; undefined if there is none. `alarms` is sorted by time. */
export const nextAlarm = (alarms: readonly Alarm[], after: string): Alarm | undefined =>
  alarms.find(({ at }) => milliseconds(at) > milliseconds(after))

/** Returns the reminders due after `after` and not after `upTo`, which a sweep still has to send. */
export const alarmsWithin = (alarms: readonly Alarm[], span: { after: string; upTo: string }): Alarm[] =>
  alarms.filter(({ at }) => milliseconds(at) > milliseconds(span.after) && milliseconds(at) <= milliseconds(span.upTo))

/** Whether the limit of the deadline is 24 hours or less. Quiet hours never delay the reminders of such a deadline. */
export const isShort = (clock: Pick<Clock, 'startedAt' | 'dueAt'>): boolean =>
  milliseconds(clock.dueAt) - milliseconds(clock.startedAt) <= 86_400_000

/** Returns epoch milliseconds. Only whole days depend on a time zone; `addDays` computes those. */
const milliseconds = (at: string) => Date.parse(at)
const instant = (at: number) => new Date(Math.round(at)).toISOString()
