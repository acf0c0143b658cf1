import { type Alarm, alarmsFor, nextAlarm } from './alarms.ts'
import type { Calendar } from './calendar.ts'
import { type Course, runsOut, type Span } from './course.ts'
import type { AppliedRule } from './profile.ts'

/** A running deadline with the fields that decide its time, and its changes. */
export interface Running {
  course: Course
  dueAt: string
}

export interface Rebased {
  /** The present time, if less time is counted from now. */
  startedAt: string
  dueAt: string
  /** The limit by which it is counted from now on, if the present time stays; null: the limit of its rule. */
  limit: Span | null
  alarms: Alarm[]
  nextAlarmAt: string | null
}

/**
 * Recalculates a running deadline for other facts. A longer limit is counted from the start. A shorter limit is counted
 * from now, when its owner is notified, and never ends later than the old one, which otherwise stays. Pauses and
 * extensions stay. A late deadline gets no more time, since it was missed already. Undefined if nothing changes.
 */
export const rebase = (
  { course, dueAt }: Running,
  { before, after, calendar, now }: { before: AppliedRule; after: AppliedRule; calendar: Calendar; now: string },
): Rebased | undefined => {
  if (JSON.stringify(before) === JSON.stringify(after)) return undefined
  const due = instant(dueAt)
  const fromTheStart = { ...course, limit: after.limit }
  const sooner = runsOut(fromTheStart, calendar) < due
  if (!sooner && due <= instant(now)) return undefined
  const next = sooner ? { ...fromTheStart, startedAt: instant(now) } : fromTheStart
  const counted = runsOut(next, calendar)
  const stands = sooner && counted >= due
  const end = stands ? due : counted
  // Reminders are distributed over the time that is left from now.
  const alarms = alarmsFor({ startedAt: next.startedAt, dueAt: end, zone: calendar.zone }, after)
  return {
    startedAt: stands ? course.startedAt : next.startedAt,
    dueAt: end,
    limit: stands ? { value: course.limit.value, unit: course.limit.unit } : null,
    alarms,
    nextAlarmAt: nextAlarm(alarms, now)?.at ?? null,
  }
}

/** In one format, so that times can be compared as text. */
const instant = (at: string) => new Date(at).toISOString()
