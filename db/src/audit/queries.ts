import type { AccessReview, LookPage, LookQuery } from '@palermo/shared/audit/contract.ts'
import { Problem } from '@palermo/shared/problem.ts'
import { type Db, type RequestContext, readPipelined } from '../actor.ts'

interface Row {
  id: string
  at: string
  kind: string
  subject: string | null
  agency: string | null
  agency_name: string
  agency_sector: string
  function: string | null
  person_name: string | null
  outcome: string | null
}

/**
 * Persons who read a case or tried to, newest first: for the case lead, and without names for auditors.
 * @throws Problem not-found where the case is hidden; not-allowed for members of a case that another agency leads
 */
export const listLooks = async (db: Db, who: RequestContext, caseId: string, query: LookQuery): Promise<LookPage> => {
  const { rows } = await readPipelined(db, who, (sql) => [
    sql<{ reader: string | null }[]>`select app.access_reader(${caseId}) as reader`,
    sql<Row[]>`select id::text, at, kind, subject, agency, agency_name, agency_sector, function, person_name, outcome
      from app.case_access(${caseId}, ${query.cursor ?? null}::bigint, ${query.limit + 1})`,
  ])
  const reader = rows[0][0]?.reader ?? null
  if (reader === null) throw new Problem('not-found')
  if (reader === 'other') throw new Problem('not-allowed')
  const page = rows[1].slice(0, query.limit)
  return {
    items: page.map((row) => ({
      id: row.id,
      at: row.at,
      kind: row.kind,
      subjectKind: row.subject,
      // Cast: the log stores sector and role as text; only `authz.begin` writes them, from the session.
      agency:
        row.agency === null ? null : { id: row.agency, name: row.agency_name, sector: row.agency_sector as never },
      function: row.function as never,
      personName: row.person_name,
      refused: row.outcome === 'refused',
    })),
    nextCursor: rows[1].length > query.limit ? (page.at(-1)?.id ?? null) : null,
  }
}

/** Unusual access of a week, for auditors, without names. @throws Problem not-allowed */
export const readAccessReview = async (db: Db, who: RequestContext): Promise<AccessReview> => {
  const { actor, rows } = await readPipelined(db, who, (sql) => [
    sql<AccessReview['items']>`
      select pseudonym, agency as "agencyName", role as function, looks, cases, refused, at_night as "atNight" from app.access_review()`,
    sql<Omit<AccessReview, 'items'>[]>`
      select grants, bars, approvals_waiting as "approvalsWaiting", done_alone as "doneAlone" from app.access_totals()`,
  ])
  const [totals] = rows[1]
  if (actor.function !== 'auditor' || !totals) throw new Problem('not-allowed')
  return { items: [...rows[0]], ...totals }
}

/**
 * Checks that the reader sees the case; the request's own log line records the printing.
 * @throws Problem not-found
 */
export const readForPaper = async (
  db: Db,
  who: RequestContext,
  { kind, id }: { kind: 'case' | 'referral'; id: string },
): Promise<void> => {
  const { rows } = await readPipelined(db, who, (sql) => [
    kind === 'case' ? sql`select 1 from app.cases where id = ${id}` : sql`select 1 from app.referrals where id = ${id}`,
  ])
  if (rows[0].length === 0) throw new Problem('not-found')
}
