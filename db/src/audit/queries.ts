import { functions, sectors } from '@palermo/shared/actor.ts'
import type { AccessReview, LookPage, LookQuery } from '@palermo/shared/audit/contract.ts'
import { Problem } from '@palermo/shared/problem.ts'
import { type Db, type RequestContext, read } from '../actor.ts'
import type { Database } from '../database.ts'
import { hideNumber, numberAt } from '../hidden-numbers.ts'
import { instant, number, oneOf, orNull, rowsOf, text } from '../readers.ts'

const readerRows = rowsOf({ reader: orNull(text) })
const lookRows = rowsOf({
  id: text,
  at: instant,
  kind: text,
  subjectKind: orNull(text),
  agencyId: orNull(text),
  agencyName: orNull(text),
  agencySector: orNull(oneOf(sectors)),
  function: orNull(oneOf(functions)),
  personName: orNull(text),
  outcome: orNull(text),
})
const reviewRows = rowsOf({
  pseudonym: text,
  agencyName: text,
  function: orNull(oneOf(functions)),
  looks: number,
  cases: number,
  refused: number,
  atNight: number,
})
/** A number that is null for all readers except auditors. */
const total = orNull(number)
const totalRows = rowsOf({ grants: total, bars: total, approvalsWaiting: total, doneAlone: total })

/**
 * Lists who read a case or tried to read it, newest first: with names for the case lead, without names for auditors.
 * @throws Problem bad-request for an invalid cursor; not-found if the reader does not see the case; not-allowed for
 * members of a case that another agency leads
 */
export const listLooks = async (
  db: Database,
  who: RequestContext,
  caseId: string,
  query: LookQuery,
): Promise<LookPage> => {
  const before = numberAt(db.ring, 'looks', query.cursor)
  const { rows } = await read(db, who, (sql) => [
    readerRows(sql`select app.access_reader(${caseId}) as reader`),
    lookRows(sql`
      select id::text, at, kind, subject as "subjectKind", agency as "agencyId", agency_name as "agencyName", agency_sector as "agencySector",
          function, person_name as "personName", outcome
      from app.case_access(${caseId}, ${before ?? null}::bigint, ${query.limit + 1})`),
  ])
  const reader = rows[0][0]?.reader ?? null
  if (reader === null) throw new Problem('not-found')
  if (reader === 'other') throw new Problem('not-allowed')
  const page = rows[1].slice(0, query.limit).map((row) => ({ ...row, id: hideNumber(db.ring, 'looks', row.id) }))
  return {
    items: page.map(({ agencyId, agencyName, agencySector, outcome, ...look }) => ({
      ...look,
      agency:
        agencyId === null || agencyName === null || agencySector === null
          ? null
          : { id: agencyId, name: agencyName, sector: agencySector },
      refused: outcome === 'refused',
    })),
    nextCursor: rows[1].length > query.limit ? (page.at(-1)?.id ?? null) : null,
  }
}

/** Lists the unusual accesses of a week, for auditors, without names. @throws Problem not-allowed */
export const readAccessReview = async (db: Db, who: RequestContext): Promise<AccessReview> => {
  const { actor, rows } = await read(db, who, (sql) => [
    reviewRows(sql`
      select pseudonym, agency as "agencyName", role as function, looks, cases, refused, at_night as "atNight" from app.access_review()`),
    totalRows(sql`
      select grants, bars, approvals_waiting as "approvalsWaiting", done_alone as "doneAlone" from app.access_totals()`),
  ])
  const [totals] = rows[1]
  if (actor.function !== 'auditor' || !totals) throw new Problem('not-allowed')
  const { grants, bars, approvalsWaiting, doneAlone } = totals
  return {
    items: rows[0],
    grants: grants ?? 0,
    bars: bars ?? 0,
    approvalsWaiting: approvalsWaiting ?? 0,
    doneAlone: doneAlone ?? 0,
  }
}

/**
 * Checks that the reader may see the case that is about to be printed. The line of this request in the access log
 * records the printing.
 * @throws Problem not-found
 */
export const readForPaper = async (
  db: Db,
  who: RequestContext,
  { kind, id }: { kind: 'case' | 'referral'; id: string },
): Promise<void> => {
  const { rows } = await read(db, who, (sql) => [
    kind === 'case' ? sql`select 1 from app.cases where id = ${id}` : sql`select 1 from app.referrals where id = ${id}`,
  ])
  if (rows[0].length === 0) throw new Problem('not-found')
}
