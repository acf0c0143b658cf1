import {
  type Deadline,
  type DeadlineQuery,
  limitKinds,
  Mark,
  Nature,
  Orphan,
} from '@palermo/shared/deadlines/contract.ts'
import { Problem } from '@palermo/shared/problem.ts'
import { type Db, type RequestContext, read, type Tx } from '../actor.ts'
import { cursorOf, pageFrom } from '../keyset.ts'
import { flag, number, oneOf, orNull, rowsOf, text } from '../readers.ts'
import { onSlot } from '../screen.ts'
import type { SlotSql } from '../slots.ts'
import { deadlines } from './table.ts'

/** The columns of a deadline that the API returns. */
export const deadlineColumns = {
  id: deadlines.id,
  key: deadlines.key,
  kind: oneOf(limitKinds),
  nature: oneOf(Nature.options),
  subjectKind: deadlines.subjectKind,
  subjectId: deadlines.subjectId,
  caseReference: orNull(text),
  owesAgencyId: deadlines.owesAgencyId,
  owedAgencyId: deadlines.owedAgencyId,
  startedAt: deadlines.startedAt,
  dueAt: deadlines.dueAt,
  closedAt: deadlines.closedAt,
  late: flag,
  source: text,
  mark: oneOf(Mark.options),
  verifiedOn: orNull(text),
  breachReason: deadlines.breachReason,
  inPlaceOf: orNull(text),
  version: deadlines.version,
  pausedUntil: deadlines.pausedUntil,
}
const deadlineRows = rowsOf(deadlineColumns)
const orphanRows = rowsOf({ subjectKind: text, subjectId: text, why: oneOf(Orphan.shape.why.options) })
const numberRows = rowsOf({ n: number })

/** Selects a deadline in the form in which the API returns it. */
export const columns = (sql: SlotSql) => sql`
  d.id, d.key, d.applied_rule->>'kind' as kind, d.applied_rule->>'nature' as nature, d.subject_kind as "subjectKind", d.subject_id as "subjectId",
  coalesce(r.case_reference, c.reference, t.case_reference, q.case_reference) as "caseReference", d.owes_agency_id as "owesAgencyId",
  d.owed_agency_id as "owedAgencyId", d.started_at as "startedAt", d.due_at as "dueAt", d.closed_at as "closedAt",
  coalesce(d.closed_at, app.now()) > d.due_at and d.applied_rule->>'kind' in ('notAfter', 'recurring') as late,
  d.applied_rule->>'source' as source, d.applied_rule->>'mark' as mark, d.applied_rule->>'verifiedOn' as "verifiedOn", d.breach_reason as "breachReason", d.applied_rule->>'inPlaceOf' as "inPlaceOf", d.version,
  case when d.closed_at is null and d.paused_until > app.now() then d.paused_until end as "pausedUntil"`

/** Joins the reference of the case, if the reader may see the record to which the deadline belongs. */
export const subjects = (sql: SlotSql) => sql`
  left join app.referrals r on d.subject_kind = 'referral' and r.id = d.subject_id
  left join app.cases c on d.subject_kind = 'case' and c.id = d.subject_id
  left join app.tasks t on d.subject_kind = 'task' and t.id = d.subject_id
  left join app.requests q on d.subject_kind = 'request' and q.id = d.subject_id`

/**
 * Lists running deadlines that the actor's agency owes or waits for, soonest first. As in the work list, the actor sees
 * own and unassigned deadlines; supervisors and heads see all deadlines of their agency.
 * @throws Problem bad-request
 */
export const listDeadlines = async (
  db: Db,
  who: RequestContext,
  query: DeadlineQuery,
): Promise<{ items: Deadline[]; nextCursor: string | null }> => {
  const [due, id] = cursorOf(query.cursor)
  const { late = false, mine = false } = query
  const { rows } = await read(db, who, (sql) => {
    // Owed and awaited deadlines are read by one index scan each; with `or`, PostgreSQL would read all deadlines of the
    // task force.
    const end = (agency: string, person: string) => sql`
      select * from app.deadlines d
       where d.${sql(agency)} = (select authz.working_agency()) and d.closed_at is null
         and (${due}::timestamptz is null or (d.due_at, d.id) > (${due}::timestamptz, ${id}::uuid))
         and (not ${late} or (d.due_at < app.now() and d.applied_rule->>'kind' in ('notAfter', 'recurring')))
         -- Said here too, so that nothing is asked of each clock that a colleague carries.
         and (d.${sql(person)} is null or d.${sql(person)} = any ((select carries from authz.me)::uuid[]) or (select sees_team from authz.me))
         and (not ${mine} or d.${sql(person)} = (select authz.person_id()))`
    const soonest = sql`order by due_at, id limit ${query.limit + 1}`
    return [
      deadlineRows(sql`
        select ${columns(sql)} from (
          (${end('owes_agency_id', 'owes_person_id')} ${soonest})
          union all
          (${end('owed_agency_id', 'owed_person_id')} and d.owes_agency_id <> d.owed_agency_id ${soonest})
          ${soonest}) d ${subjects(sql)}
         order by d.due_at, d.id`),
    ]
  })
  return pageFrom(rows[0], query.limit, (deadline) => [deadline.dueAt, deadline.id])
}

/** Reads one deadline that the reader may see, running or not. @throws Problem not-found */
export const readDeadline = async ({ sql }: Tx, id: string): Promise<Deadline> => {
  const [row] = await deadlineRows(sql`select ${columns(sql)} from app.deadlines d ${subjects(sql)} where d.id = ${id}`)
  if (!row) throw new Problem('not-found')
  return row
}

/**
 * Lists open records without a deadline or work item, for administrators: those that the worker found last and that
 * still lack one. The search is left to the worker, because reading all open records takes longer than a request may.
 * @throws Problem not-allowed
 */
export const listOrphans = async (db: Db, who: RequestContext): Promise<Orphan[]> => {
  const { actor, rows } = await read(db, who, (sql) => [
    orphanRows(sql`
      select subject_kind as "subjectKind", subject_id as "subjectId", why from app.orphans(true)
      union all ${withoutOwner(sql)} limit ${listedOrphans}`),
  ])
  if (actor.function !== 'administrator') throw new Problem('not-allowed')
  return [...rows[0]]
}
const listedOrphans = 200

/**
 * Searches for open records that lack a deadline or a work item, stores those found for the list that administrators
 * see, and returns how many there are, for the worker's alarm.
 */
export const findOrphans = async (db: Db): Promise<number> => {
  const [row] = await onSlot(db, (sql) =>
    numberRows(sql`
      select (app.find_orphans(${listedOrphans}) + (select count(*) from (${withoutOwner(sql)}) o))::integer as n`),
  )
  return row?.n ?? 0
}

const withoutOwner = (sql: SlotSql) =>
  sql`select subject_kind, subject_id, 'owner-left' from app.work_of_former_staff()`
