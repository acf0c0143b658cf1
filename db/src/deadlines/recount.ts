import type { Calendar } from '@palermo/shared/deadlines/calendar.ts'
import { type Course, courseFrom, runsOut } from '@palermo/shared/deadlines/course.ts'
import { type Move, type Moves, movesShown } from '@palermo/shared/deadlines/moves.ts'
import { Profile, type Rule, type Ruling, rulingsOf } from '@palermo/shared/deadlines/profile.ts'
import { rulingAt } from '@palermo/shared/deadlines/rules.ts'
import { variantIn } from '@palermo/shared/jurisdictions/compare.ts'
import { parseDocument } from '../json.ts'
import type { SlotSql } from '../slots.ts'
import type { Law, Movable } from './moving.ts'

/** A clock that stands, as `app.standing_clocks` tells it. */
export interface StandingClock extends Movable {
  key: string
  profile: string
  profileVersion: string
  variant: number
  startedAt: string
  caseReference: string | null
  agencyName: string
  changes: string
}

export const standingClocks = (sql: SlotSql, keys: readonly string[], ofProfile: string | null = null) =>
  sql<StandingClock[]>`select s.*, null as "closedAt" from app.standing_clocks(${ofProfile}, ${[...keys]}::text[]) s`

interface Page {
  keys: readonly string[]
  ofProfile: string
  /** The clock that came last on the page before. */
  after: string | null
  most: number
}

/** The same a page at a time, agency by agency. */
export const clocksAfter = (sql: SlotSql, { keys, ofProfile, after, most }: Page) =>
  sql<StandingClock[]>`select s.*, null as "closedAt"
    from app.standing_clocks_after(${ofProfile}, ${[...keys]}::text[], ${after}::uuid, ${most}) s`

export const clocksInAll = async (sql: SlotSql, keys: readonly string[], ofProfile: string): Promise<number> => {
  const [row] = await sql<{ n: number }[]>`select app.standing_clocks_number(${ofProfile}, ${[...keys]}::text[]) as n`
  return row?.n ?? 0
}

/** Clocks that a day off can move. */
export const keysInWorkingDays = (profiles: Profiles): string[] => {
  const rules = [...profiles.values()].flatMap((profile) => profile.rules)
  const counts = (rule: Rule) =>
    rulingsOf(rule).some(({ limit }) => limit.unit === 'working-days') || rule.extension?.most.unit === 'working-days'
  return [...new Set(rules.filter(counts).map(({ key }) => key))]
}

/** Every version of every profile that was ever in force: clocks keep the one under which they were started. */
export const everyProfile = (sql: SlotSql) => sql<{ document: unknown }[]>`select document from app.profiles`

export type Profiles = ReadonlyMap<string, Profile>
export const byVersion = (rows: readonly { document: unknown }[]): Profiles =>
  new Map(rows.map(({ document }) => Profile.parse(document)).map((one) => [`${one.code} ${one.version}`, one]))

/** The law of a clock, counted by these holidays; undefined where its profile is not here any more. */
export const lawOf = (clock: StandingClock, profiles: Profiles, calendar: Calendar): Law | undefined => {
  const profile = profiles.get(`${clock.profile} ${clock.profileVersion}`)
  if (!profile?.rules.some(({ key }) => key === clock.key)) return undefined
  return { ruling: rulingAt(profile, clock.key, clock.variant), calendar: { ...calendar, weekend: profile.weekend } }
}

export const courseUnder = (clock: StandingClock, ruling: Ruling): Course =>
  courseFrom(ruling.limit, clock.startedAt, parseDocument(clock.changes))

/** Whether its due time is what the count says: not so where its urgency changed while it ran. */
const isCounted = (clock: StandingClock, { ruling, calendar }: Law) =>
  Date.parse(runsOut(courseUnder(clock, ruling), calendar)) === Date.parse(clock.dueAt)

/** A clock with the law by which it is due at another time. */
export interface Moving {
  clock: StandingClock
  law: Law
  course: Course
  dueAt: string
}

/**
 * Those whose due time hangs on the days in question: it is what one of the old calendars says, and the new one says another.
 * What was counted by none is left alone.
 */
export const movedBy = (
  clocks: readonly StandingClock[],
  profiles: Profiles,
  { before, after }: { before: readonly Calendar[]; after: Calendar },
): Moving[] =>
  clocks.flatMap((clock) => {
    const law = lawOf(clock, profiles, after)
    if (!law) return []
    const course = courseUnder(clock, law.ruling)
    const dueAt = runsOut(course, law.calendar)
    if (Date.parse(dueAt) === Date.parse(clock.dueAt)) return []
    const olds = before.map((calendar) => ({ ...law, calendar: { ...calendar, weekend: law.calendar.weekend } }))
    return olds.some((old) => isCounted(clock, old)) ? [{ clock, law, course, dueAt }] : []
  })

/** Those that run under an earlier version of a profile and would be due at another time under this one. */
export const movedTo = (
  next: Profile,
  clocks: readonly StandingClock[],
  profiles: Profiles,
  calendar: Calendar,
): Moving[] =>
  clocks.flatMap((clock) => {
    const before = profiles.get(`${clock.profile} ${clock.profileVersion}`)
    if (!before || clock.profileVersion === next.version) return []
    const variant = variantIn(next, before, clock.key, clock.variant)
    if (variant === undefined) return []
    const law = {
      ruling: rulingAt(next, clock.key, variant),
      calendar: { ...calendar, weekend: next.weekend },
    }
    const old = lawOf(clock, profiles, calendar)
    if (!old || !isCounted(clock, old)) return []
    const course = courseUnder(clock, law.ruling)
    const dueAt = runsOut(course, law.calendar)
    return Date.parse(dueAt) === Date.parse(clock.dueAt) ? [] : [{ clock, law, course, dueAt }]
  })

export const presentMoves = (moving: readonly Moving[], standing: number): Moves => ({
  count: moving.length,
  standing,
  items: moving.slice(0, movesShown).map(
    ({ clock, dueAt }): Move => ({
      caseReference: clock.caseReference,
      key: clock.key,
      agencyName: clock.agencyName,
      oldDueAt: clock.dueAt,
      dueAt,
    }),
  ),
})
