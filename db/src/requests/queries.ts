import { type Actor, functions } from '@palermo/shared/actor.ts'
import { AgencyLabel } from '@palermo/shared/agencies/contract.ts'
import { approvedCompartments } from '@palermo/shared/approvals/terms.ts'
import type { Request, RequestPage, RequestQuery } from '@palermo/shared/requests/contract.ts'
import { request } from '@palermo/shared/requests/record.ts'
import { askableCompartments } from '@palermo/shared/requests/terms.ts'
import { availableActions } from '@palermo/shared/workflow.ts'
import { type Db, type RequestContext, read } from '../actor.ts'
import { cursorOf, pageFrom } from '../keyset.ts'
import { document, flag, instant, oneOf, orNull, type RowRead, rowsOf, text } from '../readers.ts'
import { shownBy } from '../records/shown.ts'
import type { SlotSql } from '../slots.ts'
import { requests } from './table.ts'

const requestRows = rowsOf({
  id: requests.id,
  version: requests.version,
  status: requests.status,
  caseId: requests.caseId,
  caseReference: requests.caseReference,
  compartment: requests.compartment,
  purpose: requests.purpose,
  legalBasis: requests.legalBasis,
  from: document(AgencyLabel),
  owner: document(AgencyLabel),
  fromPersonId: requests.fromPersonId,
  fromFunction: oneOf(functions),
  fromName: orNull(text),
  askedAt: requests.createdAt,
  answeredAt: requests.answeredAt,
  refusalReason: requests.refusalReason,
  dueAt: orNull(instant),
  late: flag,
})
type RequestRow = RowRead<typeof requestRows>
const askableRows = rowsOf({ compartment: oneOf(askableCompartments) })
const approvedRows = rowsOf({ compartment: oneOf(approvedCompartments) })

const rows = (sql: SlotSql) => sql`
  select r.id, r.version, r.status, r.case_id as "caseId", r.case_reference as "caseReference", r.compartment, r.purpose,
      r.legal_basis as "legalBasis", json_build_object('id', f.id, 'name', f.label, 'sector', f.sector) as "from",
      json_build_object('id', o.id, 'name', o.label, 'sector', o.sector) as owner, r.from_person_id as "fromPersonId",
      asker.function as "fromFunction", asker.name as "fromName", r.created_at as "askedAt", r.answered_at as "answeredAt",
      r.refusal_reason as "refusalReason", d.due_at as "dueAt", coalesce(d.due_at < app.now(), false) as late
    from app.requests r join app.agencies f on f.id = r.from_agency_id join app.agencies o on o.id = r.owner_agency_id
    left join lateral app.asker_of(r.id) asker on true
    left join app.deadlines d on d.subject_id = r.id and d.closed_at is null`

/** Lists requests by the reader and requests to the reader's agency, newest first. @throws Problem bad-request */
export const listRequests = async (db: Db, who: RequestContext, query: RequestQuery): Promise<RequestPage> => {
  const [at, id] = cursorOf(query.cursor)
  const caseId = query.caseId ?? null
  const { actor, rows: found } = await read(db, who, (sql) => [
    requestRows(sql`${rows(sql)}
      where (${caseId}::uuid is null or r.case_id = ${caseId}::uuid)
        and (${query.status ?? null}::text is null or r.status = ${query.status ?? null})
        and (${at}::timestamptz is null or (r.created_at, r.id) < (${at}::timestamptz, ${id}::uuid))
      order by r.created_at desc, r.id desc limit ${query.limit + 1}`),
    caseId === null ? askableRows(sql`select where false`) : askable(sql, caseId),
    caseId === null
      ? approvedRows(sql`select where false`)
      : approvedRows(
          sql`select compartment from unnest(app.may_ask_approval(${caseId})) compartment order by compartment`,
        ),
  ])
  const page = pageFrom(
    found[0].map((row) => presentRequest(row, actor)),
    query.limit,
    ({ askedAt, id: last }) => [askedAt, last],
  )
  return {
    ...page,
    askable: found[1].map(({ compartment }) => compartment),
    askableByApproval: found[2].map(({ compartment }) => compartment),
  }
}

/** Returns the compartments for which the actor may ask for access and has not asked yet. */
export const askable = (sql: SlotSql, caseId: string) =>
  askableRows(sql`
  select asked as compartment from unnest(authz.may_ask(${caseId})) asked
   where app.is_answered(${caseId}, asked) and not exists (select from app.requests r where r.case_id = ${caseId} and r.compartment = asked and r.status = 'asked'
     and r.from_person_id = (select person_id from authz.me))
   order by compartment`)

const presentRequest = ({ fromPersonId, ...shown }: RequestRow, actor: Actor): Request => {
  const parties = request.partiesOf({ fromAgencyId: shown.from.id, fromPersonId, ownerAgencyId: shown.owner.id })
  return {
    ...shown,
    mine: fromPersonId === actor.personId,
    actions: availableActions(request.workflow, { status: shown.status, parties }, actor),
  }
}

/** Reads and presents a request with the names of its agencies and the role of the asking person. */
export const shownRequest = shownBy(
  (sql, id) => [requestRows(sql`${rows(sql)} where r.id = ${id}`)],
  (_, [[row]], actor) => row && presentRequest(row, actor),
)
