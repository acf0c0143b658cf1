import type { Calendar } from '@palermo/shared/deadlines/calendar.ts'
import { type Course, courseFrom, runsOut } from '@palermo/shared/deadlines/course.ts'
import { type Move, type MovesPage, movesShown } from '@palermo/shared/deadlines/moves.ts'
import {
  type AppliedRule,
  appliedRulesOf,
  limitUnits,
  type Profile,
  type Rule,
} from '@palermo/shared/deadlines/profile.ts'
import { appliedRuleAt } from '@palermo/shared/deadlines/rules.ts'
import { variantIn } from '@palermo/shared/jurisdictions/compare.ts'
import { z } from 'zod'
import { document, number, orNull, type RowRead, rowsOf, text } from '../readers.ts'
import type { SlotSql } from '../slots.ts'
import { storedProfileReader } from '../stored-profile.ts'
import type { Law } from './moving.ts'
import { deadlines } from './table.ts'

/** A change of a deadline that affects its due time. */
const HappenedToClock = z.object({
  kind: z.string(),
  at: z.string(),
  from: z.string().nullable(),
  until: z.string().nullable(),
  value: z.int().nullable(),
  unit: z.enum(limitUnits).nullable(),
})

/** The rows of running deadlines, as the view `app.standing_clocks` returns them. */
export const standingRows = rowsOf({
  id: deadlines.id,
  version: deadlines.version,
  key: deadlines.key,
  profile: deadlines.profile,
  profileVersion: deadlines.profileVersion,
  variant: number,
  startedAt: deadlines.startedAt,
  dueAt: deadlines.dueAt,
  closedAt: deadlines.closedAt,
  caseReference: orNull(text),
  agencyName: text,
  owesAgencyId: deadlines.owesAgencyId,
  owesPersonId: deadlines.owesPersonId,
  owedAgencyId: deadlines.owedAgencyId,
  owedPersonId: deadlines.owedPersonId,
  changes: document(z.array(HappenedToClock)),
})
export type StandingClock = RowRead<typeof standingRows>
const numberRows = rowsOf({ n: number })
const profileRows = rowsOf({ document: storedProfileReader })

interface Counted {
  keys: readonly string[]
  /** The profile whose deadlines are read; null for the deadlines of all profiles. */
  ofProfile: string | null
  /** The id of the last deadline of the previous page, after which this page begins. */
  after: string | null
  limit: number
}

/** Counts, by agency, the deadlines on one page of running deadlines that would move, without writing anything. */
export const countMoves = async (
  sql: SlotSql,
  { keys, ofProfile, after, limit }: Counted,
  movingOf: (clocks: readonly StandingClock[]) => readonly Moving[],
): Promise<MovesPage> => {
  const clocks = await standingRows(sql`select s.*, null as "closedAt"
    from app.standing_clocks_after(${ofProfile}, ${[...keys]}::text[], ${after}::uuid, ${limit}) s`)
  const [all] =
    after === null
      ? await numberRows(sql`select app.standing_clocks_number(${ofProfile}, ${[...keys]}::text[]) as n`)
      : []
  const moving = movingOf(clocks)
  return {
    count: moving.length,
    items: moving.toSorted(soonestFirst).slice(0, movesShown).map(presentMove),
    standing: all?.n ?? null,
    counted: clocks.length,
    next: clocks.length === limit ? (clocks.at(-1)?.id ?? null) : null,
  }
}

const soonestFirst = ({ clock: one }: Moving, { clock: other }: Moving) =>
  Date.parse(one.dueAt) - Date.parse(other.dueAt)

const presentMove = ({ clock, dueAt }: Moving): Move => ({
  caseReference: clock.caseReference,
  key: clock.key,
  agencyName: clock.agencyName,
  oldDueAt: clock.dueAt,
  dueAt,
})

/** Returns the keys of deadlines that a holiday can move. */
export const keysInWorkingDays = (profiles: Profiles): string[] => {
  const rules = [...profiles.values()].flatMap((profile) => profile.rules)
  const counts = (rule: Rule) =>
    appliedRulesOf(rule).some(({ limit }) => limit.unit === 'working-days') ||
    rule.extension?.most.unit === 'working-days'
  return [...new Set(rules.filter(counts).map(({ key }) => key))]
}

/**
 * Returns every version of every profile that was ever in force, since a deadline keeps the version under which it was
 * started.
 */
export const everyProfile = (sql: SlotSql) => profileRows(sql`select document from app.profiles`)

export type Profiles = ReadonlyMap<string, Profile>
export const byVersion = (rows: readonly { document: Profile }[]): Profiles =>
  new Map(rows.map(({ document: one }) => [`${one.code} ${one.version}`, one]))

/**
 * Returns the rule of a deadline with a calendar of these holidays; undefined if the deadline's profile version is no
 * longer stored.
 */
export const lawOf = (clock: StandingClock, profiles: Profiles, calendar: Calendar): Law | undefined => {
  const profile = profiles.get(`${clock.profile} ${clock.profileVersion}`)
  if (!profile?.rules.some(({ key }) => key === clock.key)) return undefined
  return {
    appliedRule: appliedRuleAt(profile, clock.key, clock.variant),
    calendar: { ...calendar, weekend: profile.weekend },
  }
}

export const courseUnder = (clock: StandingClock, appliedRule: AppliedRule): Course =>
  courseFrom(appliedRule.limit, clock.startedAt, clock.changes)

/** Whether the due time is the one that the rule gives. It is not if the urgency changed while the deadline ran. */
const isCounted = (clock: StandingClock, { appliedRule, calendar }: Law) =>
  Date.parse(runsOut(courseUnder(clock, appliedRule), calendar)) === Date.parse(clock.dueAt)

/** A deadline that moves, with its new rule and due time. */
export interface Moving {
  clock: StandingClock
  law: Law
  course: Course
  dueAt: string
}

/**
 * Whether a running deadline with a legal effect would end earlier or lose its effect. New rules and new holidays,
 * which one administrator publishes, must not cause that: for each such deadline, a second person must approve the
 * change (decision 0057).
 */
const weakens = (clock: StandingClock, was: AppliedRule, next: { appliedRule: AppliedRule; dueAt: string }): boolean =>
  was.effect !== null && (next.appliedRule.effect !== was.effect || Date.parse(next.dueAt) < Date.parse(clock.dueAt))

/**
 * Returns the deadlines whose due time depends on the changed days: the due time is that of one of the earlier
 * calendars, and differs under the new calendar. A deadline whose due time agrees with no earlier calendar stays
 * unchanged.
 */
export const movedBy = (
  clocks: readonly StandingClock[],
  profiles: Profiles,
  { before, after }: { before: readonly Calendar[]; after: Calendar },
): Moving[] =>
  clocks.flatMap((clock) => {
    const law = lawOf(clock, profiles, after)
    if (!law) return []
    const course = courseUnder(clock, law.appliedRule)
    const dueAt = runsOut(course, law.calendar)
    if (Date.parse(dueAt) === Date.parse(clock.dueAt) || weakens(clock, law.appliedRule, { ...law, dueAt })) return []
    const olds = before.map((calendar) => ({ ...law, calendar: { ...calendar, weekend: law.calendar.weekend } }))
    return olds.some((old) => isCounted(clock, old)) ? [{ clock, law, course, dueAt }] : []
  })

/**
 * Returns the deadlines under an earlier version of a profile whose due time would be another under the new version.
 */
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
      appliedRule: appliedRuleAt(next, clock.key, variant),
      calendar: { ...calendar, weekend: next.weekend },
    }
    const old = lawOf(clock, profiles, calendar)
    if (!old || !isCounted(clock, old)) return []
    const course = courseUnder(clock, law.appliedRule)
    const dueAt = runsOut(course, law.calendar)
    if (Date.parse(dueAt) === Date.parse(clock.dueAt) || weakens(clock, old.appliedRule, { ...law, dueAt })) return []
    return [{ clock, law, course, dueAt }]
  })
