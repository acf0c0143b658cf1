import type { Actor } from '@palermo/shared/actor.ts'
import { AgencyLabel } from '@palermo/shared/agencies/contract.ts'
import type { Alert, AlertQuery, AlertSummary } from '@palermo/shared/alerts/contract.ts'
import { alert } from '@palermo/shared/alerts/record.ts'
import { compartmentsFor } from '@palermo/shared/cases/compartments.ts'
import { openCompartments } from '@palermo/shared/compartments.ts'
import { Answers } from '@palermo/shared/forms/answers.ts'
import { availableActions } from '@palermo/shared/workflow.ts'
import { eq } from 'drizzle-orm'
import { type RequestContext, read } from '../actor.ts'
import type { Database } from '../database.ts'
import { cursorOf, pageFrom } from '../keyset.ts'
import { prepared } from '../prepared.ts'
import { document, flag, instant, orNull, type RowRead, rowsOf } from '../readers.ts'
import { shownBy } from '../records/shown.ts'
import { open } from '../seal.ts'
import type { SlotSql } from '../slots.ts'
import { alertAnswers, alerts } from './table.ts'

const alertRows = rowsOf({
  id: alerts.id,
  version: alerts.version,
  status: alerts.status,
  kind: alerts.kind,
  reference: alerts.reference,
  fromPersonId: alerts.fromPersonId,
  formId: alerts.formId,
  formVersion: alerts.formVersion,
  from: document(AgencyLabel),
  to: document(AgencyLabel),
  sentAt: alerts.createdAt,
  receivedAt: alerts.receivedAt,
  endedAt: alerts.endedAt,
  closeReason: alerts.closeReason,
  withdrawalReason: alerts.withdrawalReason,
  dueAt: orNull(instant),
  late: flag,
})
type AlertRow = RowRead<typeof alertRows>
type SealedAnswers = Pick<typeof alertAnswers.$inferSelect, 'compartment' | 'sealed'>

const rows = (sql: SlotSql) => sql`
  select a.id, a.version, a.status, a.kind, a.reference, a.from_person_id as "fromPersonId", a.form_id as "formId", a.form_version as "formVersion",
      json_build_object('id', f.id, 'name', f.label, 'sector', f.sector) as "from",
      json_build_object('id', t.id, 'name', t.label, 'sector', t.sector) as "to", a.created_at as "sentAt", a.received_at as "receivedAt",
      a.ended_at as "endedAt", a.close_reason as "closeReason", a.withdrawal_reason as "withdrawalReason", d.due_at as "dueAt",
      coalesce(d.due_at < app.now(), false) as late
    from app.alerts a join app.agencies f on f.id = a.from_agency_id join app.agencies t on t.id = a.to_agency_id
    left join app.deadlines d on d.subject_id = a.id and d.closed_at is null`

const answersOf = prepared((build, { alertId }: { alertId: string }) =>
  build
    .select({ compartment: alertAnswers.compartment, sealed: alertAnswers.sealed })
    .from(alertAnswers)
    .where(eq(alertAnswers.alertId, alertId)),
)

/** Lists the alerts that the agency received or sent, newest first. @throws Problem bad-request */
export const listAlerts = async (
  db: Database,
  who: RequestContext,
  query: AlertQuery,
): Promise<{ items: AlertSummary[]; nextCursor: string | null }> => {
  const [at, id] = cursorOf(query.cursor)
  const { actor, rows: found } = await read(db, who, (sql) => {
    const agency = query.box === 'inbox' ? sql`a.to_agency_id` : sql`a.from_agency_id`
    return [
      alertRows(sql`${rows(sql)} where ${agency} = (select working_agency from authz.me)
          and (not ${query.open ?? false} or a.ended_at is null)
          and (${query.status ?? null}::text is null or a.status = ${query.status ?? null})
          and (${at}::timestamptz is null or (a.created_at, a.id) < (${at}::timestamptz, ${id}::uuid))
        order by a.created_at desc, a.id desc limit ${query.limit + 1}`),
    ]
  })
  const items = found[0].map((row) => presentSummary(row, actor))
  return pageFrom(items, query.limit, ({ sentAt, id: last }) => [sentAt, last])
}

const presentSummary = (row: AlertRow, actor: Actor): AlertSummary => {
  const { fromPersonId, formId: _, formVersion: __, ...shown } = row
  const parties = alert.partiesOf({ fromAgencyId: row.from.id, fromPersonId, toAgencyId: row.to.id })
  return {
    ...shown,
    mine: fromPersonId === actor.personId,
    actions: availableActions(alert.workflow, { status: row.status, parties }, actor),
  }
}

const presentAlert = (db: Database, row: AlertRow, sealed: readonly SealedAnswers[], actor: Actor): Alert => {
  const parts = sealed.map(({ compartment, sealed: bytes }) =>
    Answers.parse(
      JSON.parse(open(db.ring, { table: 'alert_answers', field: 'answers', id: row.id, compartment }, bytes)),
    ),
  )
  const own = row.fromPersonId === actor.personId && row.status === 'sent'
  const compartments = row.to.id === actor.agencyId ? compartmentsFor(actor) : []
  return {
    ...presentSummary(row, actor),
    formId: row.formId,
    formVersion: row.formVersion,
    answers: Object.assign({}, ...parts),
    sealed: openCompartments.filter((compartment) => !own && !compartments.includes(compartment)),
  }
}

/** Reads and presents an alert with its agencies and the answers that the reader may see. */
export const shownAlert = shownBy(
  (sql, id) => [alertRows(sql`${rows(sql)} where a.id = ${id}`), answersOf(sql, { alertId: id })],
  (db, [[row], answers], actor) => row && presentAlert(db, row, answers, actor),
)
