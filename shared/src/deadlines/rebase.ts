import { type Alarm, alarmsFor, nextAlarm } from './alarms.ts'
import type { Calendar } from './calendar.ts'
import { type Course, runsOut, type Span } from './course.ts'
import type { Ruling } from './profile.ts'

/** A running clock, as far as its time goes, with what it has been through. */
export interface Running {
  course: Course
  dueAt: string
}

export interface Rebased {
  /** Where less time is counted from now, that is when it began. */
  startedAt: string
  dueAt: string
  /** By which it goes on being counted, where the time that there was stands; null: by the limit of its rule. */
  limit: Span | null
  alarms: Alarm[]
  nextAlarmAt: string | null
}

/**
 * What becomes of a running clock when other facts hold from now on. More time is counted as if it had been so from the
 * start. Less time is counted from now, when its owner hears of it, and is never more than there was: then the clock goes
 * on as it ran. What stood still stays so, and what was granted on top stays granted. A clock that is late already gets no
 * more time: what was missed was missed. Undefined where nothing changes for it.
 */
export const rebase = (
  { course, dueAt }: Running,
  { before, after, calendar, now }: { before: Ruling; after: Ruling; calendar: Calendar; now: string },
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
  // Reminders are placed in the time that is left from now on.
  const alarms = alarmsFor({ startedAt: next.startedAt, dueAt: end, zone: calendar.zone }, after)
  return {
    startedAt: stands ? course.startedAt : next.startedAt,
    dueAt: end,
    limit: stands ? { value: course.limit.value, unit: course.limit.unit } : null,
    alarms,
    nextAlarmAt: nextAlarm(alarms, now)?.at ?? null,
  }
}

/** In one spelling, so that instants compare as text. */
const instant = (at: string) => new Date(at).toISOString()
