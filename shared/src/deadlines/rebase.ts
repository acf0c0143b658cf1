import { type Alarm, alarmsFor, nextAlarm } from './alarms.ts'
import type { Calendar } from './calendar.ts'
import { type Course, runsOut, type Span } from './course.ts'
import type { AppliedRule } from './profile.ts'

/** A running deadline: its due time, and the inputs from which it is computed. */
export interface Running {
  course: Course
  dueAt: string
}

export interface Rebased {
  /** The start of the count: now if the limit became shorter, otherwise the original start. */
  startedAt: string
  dueAt: string
  /** The earlier limit, if the due time stays unchanged; null means the limit of the new rule. */
  limit: Span | null
  alarms: Alarm[]
  nextAlarmAt: string | null
}

/**
 * Recalculates a running deadline after the facts of its record changed. A longer limit counts from the original start.
 * A shorter limit counts from now, when the owing party is notified, and never ends after the present due time;
 * otherwise the present due time is kept. Pauses and extensions are kept. A late deadline gets no more time, since it
 * was already missed. Returns undefined if nothing changes.
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

/** Writes a time in one format, so that times can be compared as text. */
const instant = (at: string) => new Date(at).toISOString()
