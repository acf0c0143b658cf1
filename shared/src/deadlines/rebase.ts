import { type Alarm, alarmsFor, nextAlarm } from './alarms.ts'
import { type Calendar, dueAt } from './calendar.ts'
import type { Ruling } from './profile.ts'

/** A running clock, as far as its time goes. */
export interface Running {
  startedAt: string
  dueAt: string
}

export interface Rebased {
  /** Where less time is counted from now, that is when it began. */
  startedAt: string
  dueAt: string
  alarms: Alarm[]
  nextAlarmAt: string | null
}

/**
 * What becomes of a running clock when other facts hold from now on. More time is counted as if it had been so from the
 * start. Less time is counted from now, when its owner hears of it, and is never more than there was. A clock that is
 * late already gets no more time: what was missed was missed. Undefined where nothing changes for it.
 */
export const rebase = (
  clock: Running,
  { before, after, calendar, now }: { before: Ruling; after: Ruling; calendar: Calendar; now: string },
): Rebased | undefined => {
  if (JSON.stringify(before) === JSON.stringify(after)) return undefined
  const due = instant(clock.dueAt)
  const asFromTheStart = dueAt(after.limit, instant(clock.startedAt), calendar)
  const sooner = asFromTheStart < due
  if (!sooner && due <= instant(now)) return undefined
  const fromNow = dueAt(after.limit, instant(now), calendar)
  const next = sooner ? earlier(fromNow, due) : asFromTheStart
  const startedAt = instant(sooner ? now : clock.startedAt)
  const alarms = alarmsFor({ startedAt, dueAt: next, zone: calendar.zone }, after)
  return { startedAt, dueAt: next, alarms, nextAlarmAt: nextAlarm(alarms, now)?.at ?? null }
}

const earlier = (one: string, other: string) => [one, other].sort()[0] ?? one

/** In one spelling, so that instants compare as text. */
const instant = (at: string) => new Date(at).toISOString()
