import { seesTeam } from '@palermo/shared/actor.ts'
import { contactOutcomes, triedWays } from '@palermo/shared/contacts/terms.ts'
import { Problem } from '@palermo/shared/problem.ts'
import { type Week, type WeekQuery, weekHolds } from '@palermo/shared/work-items/week.ts'
import { type Db, type RequestContext, read } from '../actor.ts'
import { flag, instant, oneOf, rowsOf, text } from '../readers.ts'
import type { SlotSql } from '../slots.ts'
import { workItems } from './table.ts'

const dueRows = rowsOf({
  id: text,
  step: text,
  detail: workItems.detail,
  subjectKind: workItems.subjectKind,
  subjectId: workItems.subjectId,
  caseId: workItems.caseId,
  caseReference: workItems.caseReference,
  urgency: workItems.priority,
  assigneeId: workItems.assigneeId,
  dueAt: workItems.dueAt,
  late: flag,
})
const contactRows = rowsOf({
  id: text,
  caseId: text,
  caseReference: text,
  way: oneOf(triedWays),
  outcome: oneOf(contactOutcomes),
  at: instant,
})

/**
 * Reads the week of the actor: deadlines that the actor owes in person, and contacts that the actor recorded.
 * Supervisors and heads may ask for the whole team.
 * @throws Problem not-allowed
 */
export const readWeek = async (db: Db, who: RequestContext, query: WeekQuery): Promise<Week> => {
  const { from, until, team = false } = query
  const { actor, rows } = await read(db, who, (sql) => [
    dueRows(sql`${owed(sql, team)} and d.due_at >= ${from}::timestamptz and d.due_at < ${until}::timestamptz
      order by d.due_at, d.id limit ${weekHolds + 1}`),
    dueRows(sql`${owed(sql, team)} and d.due_at < ${from}::timestamptz order by d.due_at, d.id limit ${weekHolds + 1}`),
    contactRows(sql`
      select k.id, k.case_id as "caseId", c.reference as "caseReference", k.way, k.outcome, k.at
        from app.contacts k join app.cases c on c.id = k.case_id
       where k.person_id = (select person_id from authz.me) and k.struck_at is null
         and k.at >= ${from}::timestamptz and k.at < ${until}::timestamptz
       order by k.at, k.id limit ${weekHolds + 1}`),
  ])
  if (team && !seesTeam.some((role) => role === actor.function)) throw new Problem('not-allowed')
  const [due, before, contacts] = rows
  return {
    due: due.slice(0, weekHolds),
    before: before.slice(0, weekHolds),
    contacts: contacts.slice(0, weekHolds),
    cut: [due, before, contacts].some((list) => list.length > weekHolds),
  }
}

/**
 * Selects everything that is due. The work items decide whose work the reader may see; the deadlines are read as well,
 * because a work item has only the next step of its record.
 */
const owed = (sql: SlotSql, team: boolean) => sql`
  select d.id, d.key as step, q.detail, d.subject_kind as "subjectKind", d.subject_id as "subjectId", d.case_id as "caseId",
      q.case_reference as "caseReference", app.urgency_now(q.priority, q.opened_at, q.status) as urgency, d.owes_person_id as "assigneeId", d.due_at as "dueAt",
      d.due_at < app.now() as late
    from app.deadlines d join app.work_items q on q.subject_id = d.subject_id and q.agency_id = d.owes_agency_id and q.side = 'owes'
   where d.owes_agency_id = (select working_agency from authz.me) and d.closed_at is null
     and d.applied_rule->>'kind' in ('notAfter', 'recurring')
     and (${team} or d.owes_person_id = (select person_id from authz.me))`
