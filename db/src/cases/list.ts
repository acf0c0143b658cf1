import type { CaseListItem, CaseQuery, CaseSummary } from '@palermo/shared/cases/contract.ts'
import { caseWorkflow, runningCases } from '@palermo/shared/cases/record.ts'
import { decodeCursor, encodeCursor } from '@palermo/shared/page.ts'
import { Problem } from '@palermo/shared/problem.ts'
import type { PendingQuery, Row } from 'postgres'
import { type RequestContext, read } from '../actor.ts'
import type { Database } from '../database.ts'
import { parseDocument } from '../json.ts'
import { cursorOf } from '../keyset.ts'
import { flag, instant, rowsOf, text } from '../readers.ts'
import type { SlotSql } from '../slots.ts'
import { cases } from './table.ts'

const foundRows = rowsOf({
  summary: text,
  /** Whether the reader has access to C1 of the case. */
  near: flag,
  at: instant,
  id: cases.id,
  /** Whether the reader's agency owes no step in the case; such cases come last. */
  idle: flag,
})
interface CasePage {
  items: CaseListItem[]
  nextCursor: string | null
}

/**
 * Lists the cases of the actor's agency that the actor may see, in the requested order.
 * @throws Problem bad-request for an invalid cursor
 */
export const listCases = async (db: Database, who: RequestContext, query: CaseQuery): Promise<CasePage> => {
  const statement = query.sort === 'due' ? byDue(query) : byTime(query)
  const { rows } = await read(db, who, (sql) => [statement(sql)])
  const found = rows[0]
  const page = found.slice(0, query.limit)
  const last = found.length > query.limit ? page.at(-1) : undefined
  return {
    items: page.map(({ summary, near }) => ({ ...parseDocument<CaseSummary>(summary), near })),
    nextCursor: last ? encodeCursor([last.idle ? idleMark + last.at : last.at, last.id]) : null,
  }
}

const narrowed = (sql: SlotSql, query: CaseQuery) => sql`
  (${query.status ?? null}::text is null or c.status = ${query.status ?? null})
  and (${query.open ?? null}::boolean is null or (c.status = any (${runningCases}::text[])) = ${query.open ?? null})
  and (${query.child ?? null}::boolean is null or c.child_procedure = ${query.child ?? null})
  and (${query.q ?? null}::text is null or starts_with(c.reference, upper(${query.q ?? ''})) or strpos(c.reference, upper(${query.q ?? ''})) > 0)`

const ofTheTeam = (sql: SlotSql, query: CaseQuery) => sql`
  select distinct m.case_id from app.case_members m where ${memberships(sql, query)}`

/** Checks the membership of the team for one case at a time, which is fast while few cases are checked. */
const onTheTeam = (sql: SlotSql, query: CaseQuery, id: PendingQuery<Row[]>) => sql`
  select from app.case_members m where m.case_id = ${id} and ${memberships(sql, query)}`

const memberships = (sql: SlotSql, query: CaseQuery) => sql`
   m.agency_id = (select agency_id from authz.me) and m.compartment = 'C0' and m.until_at is null
     and (not ${query.mine ?? false} or m.person_id = (select person_id from authz.me))`

/**
 * Orders cases by last change or by age. The ids of the page are found first, so that details are read for these cases
 * only.
 */
const byTime = (query: CaseQuery) => {
  const [after, afterId] = cursorOf(query.cursor)
  const oldestFirst = query.sort === 'opened'
  return (sql: SlotSql) =>
    foundRows(sql`
    select row_to_json(s)::text as summary, authz.in_case(p.id, 'C1') as near, p.at, p.id, false as idle
      from app.case_page(${oldestFirst}, ${after}::timestamptz, ${afterId}::uuid, ${query.mine ?? false}, ${statusesOf(query)}::text[],
          ${query.child ?? null}::boolean, ${query.q ?? null}::text, ${query.limit + 1}) p
      cross join lateral (select * from app.case_summaries one where one.id = p.id) s
     order by ${oldestFirst ? sql`p.at, p.id` : sql`p.at desc, p.id desc`}`)
}

/** Returns the requested statuses; null for all statuses. */
const statusesOf = ({ status, open }: CaseQuery): string[] | null => {
  if (status === undefined && open === undefined) return null
  return caseWorkflow.statuses.filter(
    (one) => (status === undefined || one === status) && (open === undefined || runningCases.includes(one) === open),
  )
}

/** Prefix of a cursor whose position lies among the cases in which the reader's agency owes no step. */
const idleMark = 'idle '

/**
 * Orders cases by the next due step of the reader's agency; cases in which the agency owes no step follow, last changed
 * first. The query reads work items in the order of their index and takes the first item of each case. The conditions
 * on an item stand in one expression, cheapest first: with joins, the planner would read and sort all work of the
 * agency before it cuts the page.
 */
const byDue = (query: CaseQuery) => {
  const place = placeOf(query.cursor)
  const [due, idle] = place.idle ? [null, place.at] : [place.at, null]
  return (sql: SlotSql) =>
    foundRows(sql`
    with owing as materialized (
      select d.due_at as at, d.case_id as id
        from app.work_items d
       where not ${place.idle} and d.agency_id = (select agency_id from authz.me) and d.side = 'owes'
         and (${due}::timestamptz is null
           or (d.due_at >= ${due}::timestamptz and (d.due_at, d.case_id) > (${due}::timestamptz, ${place.id}::uuid)))
         and (select exists (${onTheTeam(sql, query, sql`d.case_id`)})
           and not exists (select from app.work_items e where e.case_id = d.case_id and e.side = 'owes' and (e.due_at, e.id) < (d.due_at, d.id))
           and exists (select from app.cases c where c.id = d.case_id and ${narrowed(sql, query)}))
       order by d.due_at, d.case_id limit ${query.limit + 1}),
    idle as materialized (
      select c.updated_at as at, c.id from app.cases c
       where (select count(*) from owing) <= ${query.limit} and c.id = any (array(${ofTheTeam(sql, query)}))
         and not exists (select from app.work_items d where d.case_id = c.id and d.side = 'owes')
         and (${idle}::timestamptz is null or (c.updated_at, c.id) < (${idle}::timestamptz, ${place.id}::uuid))
         and ${narrowed(sql, query)}
       order by c.updated_at desc, c.id desc limit ${query.limit + 1}),
    page as (
      (select at, id, false as idle, row_number() over (order by at, id) as place from owing)
      union all
      (select at, id, true, row_number() over (order by at desc, id desc) from idle)
      order by idle, place limit ${query.limit + 1})
    select row_to_json(s)::text as summary, authz.in_case(page.id, 'C1') as near, page.at, page.id, page.idle
      from page join app.case_summaries s on s.id = page.id order by page.idle, page.place`)
}

const placeOf = (cursor: string | undefined): { at: string | null; id: string | null; idle: boolean } => {
  if (cursor === undefined) return { at: null, id: null, idle: false }
  const [at = '', id = ''] = decodeCursor(cursor) ?? []
  const idle = at.startsWith(idleMark)
  const [checked, of] = cursorOf(encodeCursor([idle ? at.slice(idleMark.length) : at, id]))
  if (checked === null) throw new Problem('bad-request', 'This cursor is not one of ours.')
  return { at: checked, id: of, idle }
}
