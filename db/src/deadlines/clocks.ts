import type { Actor } from '@palermo/shared/actor.ts'
import { actsOn, type Standing } from '@palermo/shared/deadlines/acts.ts'
import { type Calendar, localDate } from '@palermo/shared/deadlines/calendar.ts'
import { type Clock, ClockChange } from '@palermo/shared/deadlines/clock.ts'
import { type Course, courseFrom, type Leg, legsOf, longestPause, runsOut } from '@palermo/shared/deadlines/course.ts'
import { limitUnits } from '@palermo/shared/deadlines/profile.ts'
import { appliedRuleAt } from '@palermo/shared/deadlines/rules.ts'
import { Problem } from '@palermo/shared/problem.ts'
import { z } from 'zod'
import { type Db, type RequestContext, read, type Tx } from '../actor.ts'
import { document, flag, instant, number, orNull, type RowRead, rowsOf } from '../readers.ts'
import type { SlotSql } from '../slots.ts'
import { storedProfileReader } from '../stored-profile.ts'
import { taskForce } from '../table.ts'
import { columns, deadlineColumns, subjects } from './queries.ts'
import { deadlines } from './table.ts'

/** The rows of a deadline with its changes, and with the profile version under which the deadline was started. */
const clockRows = rowsOf({
  ...deadlineColumns,
  owesPersonId: deadlines.owesPersonId,
  owedPersonId: deadlines.owedPersonId,
  variant: number,
  ownDate: flag,
  profileCode: deadlines.profile,
  profileVersion: deadlines.profileVersion,
  document: storedProfileReader,
  zone: taskForce.zone,
  /** The holidays of the task force's calendar, as names by date. */
  holidays: orNull(document(z.record(z.string(), z.string()))),
  caseId: deadlines.caseId,
  /** Whether a change of the deadline waits for approval by a person of another agency. */
  waiting: flag,
  changes: document(
    z.array(
      ClockChange.omit({ added: true }).extend({
        from: z.string().nullable(),
        value: z.int().nullable(),
        unit: z.enum(limitUnits).nullable(),
      }),
    ),
  ),
})
export type ClockRow = RowRead<typeof clockRows>

const changes = (sql: SlotSql) => sql`
  (select coalesce(json_agg(json_build_object('version', x.version, 'kind', x.kind, 'at', x.at, 'agencyName', a.label, 'reason', x.reason,
      'from', x.from_at, 'until', x.until_at, 'value', x.value, 'unit', x.unit, 'source', x.source, 'oldStartedAt', x.old_started_at,
      'startedAt', x.started_at, 'oldDueAt', x.old_due_at, 'dueAt', x.due_at) order by x.version), '[]')
    from app.clock_changes x left join app.agencies a on a.id = x.agency_id where x.deadline_id = d.id)::text as changes`

const rows = (sql: SlotSql) => sql`
  select ${columns(sql)}, d.owes_person_id as "owesPersonId", d.owed_person_id as "owedPersonId",
      coalesce((d.applied_rule->>'variant')::integer, 0) as variant, coalesce((d.applied_rule->>'ownDate')::boolean, false) as "ownDate",
      d.case_id as "caseId", exists (select from app.approvals w where w.subject_id = d.id and w.status in ('asked', 'endorsed')) as waiting,
      d.profile as "profileCode", d.profile_version as "profileVersion", p.document, f.zone, ${changes(sql)},
      (select json_object_agg(h.on_date, h.name) from app.holidays h where h.calendar = f.calendar) as holidays
    from app.deadlines d ${subjects(sql)} cross join app.task_force f
    left join app.profiles p on p.code = d.profile and p.version = d.profile_version`

/**
 * Reads one deadline.
 * @throws Problem not-found, also for a deadline that the actor's agency neither owes nor waits for
 */
export const clockIn = async ({ sql }: Tx, id: string): Promise<ClockRow> => {
  const [row] = await clockRows(sql`${rows(sql)} where d.id = ${id}`)
  if (!row) throw new Problem('not-found')
  return row
}

/**
 * Returns the deadlines that the same event started. A correction of the time of this event changes all these
 * deadlines.
 */
export const clocksBegunWith = ({ sql }: Tx, clock: ClockRow): Promise<ClockRow[]> =>
  clockRows(sql`${rows(sql)}
    where d.subject_id = ${clock.subjectId} and d.started_at = (select o.started_at from app.deadlines o where o.id = ${clock.id})
    order by d.id`)

const nowRows = rowsOf({ now: instant })

/** Reads one deadline with the explanation of its due time. @throws Problem not-found */
export const readClock = async (db: Db, who: RequestContext, id: string): Promise<Clock> => {
  const { actor, rows: found } = await read(db, who, (sql) => [
    clockRows(sql`${rows(sql)} where d.id = ${id}`),
    nowRows(sql`select app.now() as now`),
  ])
  const [row] = found[0]
  if (!row) throw new Problem('not-found')
  return presentClock(row, actor, found[1][0]?.now ?? '')
}

/**
 * Returns the rule of the deadline in the profile version under which the deadline was started; later versions do not
 * change the rule.
 */
export const ruledBy = (row: ClockRow): Standing['appliedRule'] => appliedRuleAt(row.document, row.key, row.variant)

export const calendarOf = (row: ClockRow): Calendar => ({
  zone: row.zone,
  holidays: new Set(Object.keys(row.holidays ?? {})),
  weekend: row.document.weekend,
})

export const standingOf = (row: ClockRow): Standing => ({
  parties: {
    owes: { agencyId: row.owesAgencyId, personId: row.owesPersonId },
    ...(row.owedAgencyId === null ? {} : { owed: { agencyId: row.owedAgencyId, personId: row.owedPersonId } }),
  },
  dueAt: row.dueAt,
  closedAt: row.closedAt,
  pausedUntil: row.pausedUntil,
  extensions: courseOf(row).extensions,
  counted: isCounted(row),
  appliedRule: ruledBy(row),
})

/** Whether the due time is the one that rule and calendar give, and not a date that was set otherwise. */
const isCounted = (row: ClockRow): boolean =>
  !row.ownDate && Date.parse(runsOut(courseOf(row), calendarOf(row))) === Date.parse(row.dueAt)

/** Returns the timeline of the deadline, from its rule and its changes. */
export const courseOf = (row: ClockRow): Course => courseFrom(ruledBy(row).limit, row.startedAt, row.changes)

/** Returns the deadline with only the fields of its contract, so that no other field leaves the server. */
export const presentClock = (row: ClockRow, actor: Actor, now: string): Clock => {
  const profile = row.document
  const standing = standingOf(row)
  const calendar = calendarOf(row)
  const { pause, extension, effect } = standing.appliedRule
  const legs = standing.counted ? legsOf(courseOf(row), calendar) : []
  return {
    ...row,
    profile: { code: row.profileCode, version: row.profileVersion, name: profile.name },
    term: profile.terms[row.key] ?? null,
    effect,
    legs: legs.map((leg) => presentLeg(leg, row.holidays ?? {})),
    changes: row.changes.map(({ value, unit, ...change }) => ({
      ...change,
      added: change.kind === 'extended' && value !== null && unit !== null ? { value, unit } : null,
    })),
    pause: pause && { ...pause, latest: localDate(longestPause(pause.most, now, calendar), row.zone) },
    extension: extension && { ...extension, left: Math.max(0, extension.times - standing.extensions.length) },
    actions: actsOn(standing, actor, now),
  }
}

const presentLeg = ({ span, from, until, skipped }: Leg, names: Record<string, string>): Clock['legs'][number] => ({
  span: { value: span.value, unit: span.unit },
  from,
  until,
  weekendDays: skipped.filter(({ why }) => why === 'weekend').length,
  pausedDays: skipped.filter(({ why }) => why === 'paused').length,
  holidays: skipped.flatMap(({ on, why }) => (why === 'holiday' ? [{ on, name: names[on] ?? null }] : [])),
})
