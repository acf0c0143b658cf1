import { type ActOnClock, isOpenTo, mayActOn } from '@palermo/shared/deadlines/acts.ts'
import { alarmsFor, alarmsWithin, nextAlarm } from '@palermo/shared/deadlines/alarms.ts'
import { type Calendar, localDate, startOfDay } from '@palermo/shared/deadlines/calendar.ts'
import type { Clock } from '@palermo/shared/deadlines/clock.ts'
import { type Course, longestPause, pauseAt, runsOut } from '@palermo/shared/deadlines/course.ts'
import type { AppliedRule } from '@palermo/shared/deadlines/profile.ts'
import { Problem } from '@palermo/shared/problem.ts'
import { type RequestContext, type Tx, write } from '../actor.ts'
import { askApproval } from '../approvals/commands.ts'
import type { Database } from '../database.ts'
import { asJson } from '../json.ts'
import { flag, rowsOf } from '../readers.ts'
import { checkAgainstCase } from './case-began.ts'
import {
  type ClockRow,
  calendarOf,
  clockIn,
  clocksBegunWith,
  courseOf,
  presentClock,
  ruledBy,
  standingOf,
} from './clocks.ts'

/**
 * Pauses, resumes or extends a deadline, or corrects its start.
 * @throws Problem not-found, not-allowed, changed-meanwhile, wrong-status, invalid, checked in this order
 */
export const actOnClock = (db: Database, who: RequestContext, id: string, input: ActOnClock): Promise<Clock> =>
  write(db, who, async (tx, actor) => {
    const row = await clockIn(tx, id)
    const standing = standingOf(row)
    if (!mayActOn(standing, input.action, actor)) throw new Problem('not-allowed')
    if (row.version !== input.version) throw new Problem('changed-meanwhile')
    if (!isOpenTo(standing, input.action, tx.now)) throw new Problem('wrong-status')
    await act(db, tx, row, standing.appliedRule, input)
    return presentClock(await clockIn(tx, id), actor, tx.now)
  })

const act = async (db: Database, tx: Tx, row: ClockRow, appliedRule: AppliedRule, input: ActOnClock): Promise<void> => {
  const course = courseOf(row)
  const law = { appliedRule, calendar: calendarOf(row) }
  switch (input.action) {
    case 'pause': {
      if (!appliedRule.pause?.reasons.includes(input.reason)) throw invalid('/reason', 'is none for this step')
      const until = pausedUntil(row, appliedRule, input.until, tx.now)
      const pauses = [...course.pauses, { from: tx.now, until }]
      return move(tx, row, law, { ...course, pauses }, { kind: 'paused', reason: input.reason, from: tx.now, until })
    }
    case 'resume': {
      const pauses = course.pauses.map((pause, i) =>
        i === course.pauses.length - 1 ? { ...pause, until: tx.now } : pause,
      )
      const resumed = planOf(tx, row, law, { ...course, pauses }, { kind: 'resumed' })
      return writeOrAsk(db, tx, row, [{ row, planned: resumed }])
    }
    case 'extend': {
      const { most, source } = appliedRule.extension ?? {}
      if (!most || input.value > most.value) throw invalid('/value', `is at most ${most?.value ?? 0}`)
      const added = { value: input.value, unit: most.unit }
      const extensions = [...course.extensions, added]
      return move(tx, row, law, { ...course, extensions }, { kind: 'extended', reason: input.reason, ...added, source })
    }
    case 'correct': {
      const startedAt = new Date(input.startedAt).toISOString()
      if (Date.parse(startedAt) > Date.parse(tx.now)) throw invalid('/startedAt', 'lies in the future')
      if (Date.parse(startedAt) < Date.parse(tx.now) - oldest) throw invalid('/startedAt', 'is too long ago')
      if (row.caseId !== null)
        await checkAgainstCase(tx, { caseId: row.caseId, zone: row.zone, at: startedAt, pointer: '/startedAt' })
      const planned: Planned[] = []
      for (const clock of await clocksBegunWith(tx, row)) {
        if (clock.id !== row.id && !isOpenTo(standingOf(clock), 'correct', tx.now)) continue
        const theirs = { appliedRule: ruledBy(clock), calendar: calendarOf(clock) }
        const change = { kind: 'corrected', reason: input.reason } as const
        planned.push({ row: clock, planned: planOf(tx, clock, theirs, { ...courseOf(clock), startedAt }, change) })
      }
      return writeOrAsk(db, tx, row, planned)
    }
  }
}

interface Planned {
  row: ClockRow
  planned: ReturnType<typeof planOf>
}

/**
 * Writes the change at once, unless it shortens a protection; a person of another agency must approve such a change
 * first.
 */
const writeOrAsk = async (db: Database, tx: Tx, row: ClockRow, planned: readonly Planned[]): Promise<void> => {
  const shortens = planned.some(
    ({ row: clock, planned: { change } }) =>
      ruledBy(clock).effect !== null && Date.parse(change.dueAt) < Date.parse(clock.dueAt),
  )
  if (!shortens) {
    for (const { row: clock, planned: one } of planned) await writeMove(tx, clock, one)
    return
  }
  const own = planned.find(({ row: clock }) => clock.id === row.id)?.planned
  if (!own || row.caseId === null) throw new Problem('wrong-status')
  if (row.waiting) throw new Problem('wrong-status', 'A change of this deadline waits for approval already.')
  const { startedAt, dueAt } = own.change
  const written = planned.map(({ row: { id, version }, planned: one }) => ({ id, version, ...one }))
  await askApproval(db, tx, {
    act: { kind: 'clock', key: row.key, startedAt, dueAt, wasDueAt: row.dueAt },
    subjectId: row.id,
    caseId: row.caseId,
    carriesOut: { written },
  })
}

/**
 * The number of milliseconds by which a start may lie in the past, about fifty years. An earlier start is refused as a
 * typing error.
 */
const oldest = 50 * 365 * 86_400_000

/** Returns the first moment of the day on which the deadline continues. */
const pausedUntil = (row: ClockRow, appliedRule: AppliedRule, date: string, now: string): string => {
  const calendar = calendarOf(row)
  const until = startOfDay(date, calendar.zone)
  if (Date.parse(until) <= Date.parse(now)) throw invalid('/until', 'is over')
  const latest = appliedRule.pause && longestPause(appliedRule.pause.most, now, calendar)
  if (!latest || date > localDate(latest, calendar.zone)) throw invalid('/until', 'is too far off')
  return until
}

const invalid = (pointer: string, detail: string) =>
  new Problem('invalid', undefined, { errors: [{ pointer, detail }] })

export interface Change {
  kind: 'paused' | 'resumed' | 'extended' | 'corrected' | 'recounted' | 'moved'
  reason?: string
  from?: string
  until?: string
  value?: number
  unit?: string
  source?: string | undefined
  /**
   * If the deadline is moved to another profile version: the new version. `appliedRule` is then the rule of the
   * deadline in that version.
   */
  profileVersion?: string
  appliedRule?: Record<string, unknown>
}

/** The fields of a deadline that a move needs. */
export interface Movable {
  id: string
  version: number
  dueAt: string
  closedAt: string | null
  owesAgencyId: string
  owesPersonId: string | null
  owedAgencyId: string | null
  owedPersonId: string | null
}

/** The rule and the calendar by which a due time is computed. */
export interface Law {
  appliedRule: AppliedRule
  calendar: Calendar
}

/**
 * Writes a change of a deadline: the new due time, its alarms, and the earlier values. Both parties are notified of the
 * change. If the deadline was late before the change, they are not notified a second time that it is late.
 * @throws Problem changed-meanwhile
 */
export const move = (tx: Tx, row: Movable, law: Law, course: Course, change: Change): Promise<void> =>
  writeMove(tx, row, planOf(tx, row, law, course, change))

/** Computes a change of a deadline without writing the change. */
const planOf = (tx: Tx, row: Movable, { appliedRule, calendar }: Law, course: Course, change: Change) => {
  const dueAt = runsOut(course, calendar)
  const resumesAt = pauseAt(course.pauses, tx.now)?.until
  // An alarm at a part of the limit counts only the time in which the deadline ran, so each pause or extension shifts
  // all alarms.
  const plain = runsOut({ ...course, pauses: [], extensions: [] }, calendar)
  const startedAt = instant(Date.parse(course.startedAt) + Date.parse(dueAt) - Date.parse(plain))
  const clock = { startedAt, dueAt, zone: calendar.zone, ...(resumesAt === undefined ? {} : { resumesAt }) }
  const alarms = alarmsFor(clock, appliedRule)
  const wasLate = Date.parse(row.dueAt) <= Date.parse(tx.now) && row.closedAt === null
  const missed = wasLate ? [] : alarmsWithin(alarms, { after: instant(Date.parse(dueAt) - 1), upTo: tx.now })
  const next = missed[0] ?? endsNow(alarms, tx.now) ?? nextAlarm(alarms, tx.now)
  return {
    change: { ...change, startedAt: course.startedAt, dueAt, pausedUntil: resumesAt ?? null },
    alarms,
    nextAlarmAt: next?.at ?? null,
    notifies: recipientsOf(row),
  }
}

const movedRows = rowsOf({ moved: flag })

const writeMove = async (
  tx: Tx,
  row: Movable,
  { change, alarms, nextAlarmAt, notifies }: ReturnType<typeof planOf>,
): Promise<void> => {
  const [done] = await movedRows(tx.sql`
    select app.move_clock(${row.id}, ${row.version}, ${tx.sql.json(asJson(change))}, ${tx.sql.json(asJson(alarms))},
      ${nextAlarmAt}::timestamptz, ${tx.sql.json(asJson(notifies))}) as moved`)
  if (!done?.moved) throw new Problem('changed-meanwhile')
  tx.notified = true
}

/** Returns the alarm of a period whose end has already passed, so that the next sweep raises it. */
const endsNow = (alarms: ReturnType<typeof alarmsFor>, now: string) =>
  alarms.find(({ kind, at }) => kind === 'expire' && Date.parse(at) <= Date.parse(now))

const recipientsOf = ({ owesAgencyId, owesPersonId, owedAgencyId, owedPersonId }: Movable) => [
  { agencyId: owesAgencyId, personId: owesPersonId },
  ...(owedAgencyId === null || owedAgencyId === owesAgencyId
    ? []
    : [{ agencyId: owedAgencyId, personId: owedPersonId }]),
]

const instant = (at: number) => new Date(at).toISOString()
