import type { Rulebook } from '@palermo/db/rulebook.ts'
import { dueAt, endOfDay, isWorkingDay, localDate } from '@palermo/shared/deadlines/calendar.ts'
import { type Facts, ruleFor } from '@palermo/shared/deadlines/rules.ts'
import { chanceFrom } from './chance.ts'

export const minute = 60_000
export const hour = 60 * minute
export const day = 24 * hour

/**
 * The calendar of the demo story: all times are milliseconds since the epoch, in the task force's time zone and under
 * its profile.
 */
export interface Pace {
  /** The time at which the story ends. */
  now: number
  dateAt(at: number): string
  /** Returns the due time of a deadline with this key that starts at `from`. */
  due(key: string, facts: Facts, from: number): number
  /**
   * Returns the time at which an unanswered deadline with this key expires under the profile; Infinity if it never
   * expires.
   */
  expiry(key: string, facts: Facts, from: number): number
  /** Returns the next start of office hours. */
  office(at: number): number
  /** Returns the next time at which staff of an agency that is always staffed look at work that is not urgent. */
  round(at: number): number
  /** Returns the time on this local day at the given fraction of the day. */
  hourOf(date: string, part: number): number
}

export const paceOf = (rules: Rulebook, now: number): Pace => {
  const { zone } = rules.calendar
  const iso = (at: number) => new Date(at).toISOString()
  const dateAt = (at: number) => localDate(iso(at), zone)
  const endOf = (date: string) => Date.parse(endOfDay(date, zone)) + 1
  const moments = new Map<string, { office: number[]; round: number[] }>()
  const momentsOf = (date: string) => {
    const known = moments.get(date)
    if (known) return known
    const all = dayOf(date, endOf(date) - day)
    const made = { office: isWorkingDay(date, rules.calendar) ? all.slice(0, 4) : [], round: all }
    moments.set(date, made)
    return made
  }
  const next = (at: number, which: 'office' | 'round'): number => {
    for (let date = dateAt(at); ; date = dateAt(endOf(date))) {
      const moment = momentsOf(date)[which].find((one) => one >= at)
      if (moment !== undefined) return moment
    }
  }
  const appliedRule = (key: string, facts: Facts) => ruleFor(rules.profile, key, facts)
  const due = (key: string, facts: Facts, from: number) =>
    Date.parse(dueAt(appliedRule(key, facts).limit, iso(from), rules.calendar))
  return {
    now,
    dateAt,
    due,
    expiry(key, facts, from) {
      const { expires } = appliedRule(key, facts)
      if (!expires) return Number.POSITIVE_INFINITY
      const end = due(key, facts, from)
      return end + (end - from) * (expires.at - 1)
    },
    office: (at) => next(at, 'office'),
    round: (at) => next(at, 'round'),
    hourOf: (date, part) => endOf(date) - day + Math.round((part * day) / minute) * minute,
  }
}

/**
 * Returns the times of a day at which staff act, the same for all agencies: in the morning and after lunch, when
 * inboxes are read, and twice in the evening.
 */
const dayOf = (date: string, start: number): number[] => {
  const chance = chanceFrom(Number(date.replaceAll('-', '')))
  return [8.5, 10.5, 13.5, 15.5, 19, 22].map((hours) => start + hours * hour + chance.int(0, 50) * minute)
}
