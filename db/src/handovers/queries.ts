import type { Actor } from '@palermo/shared/actor.ts'
import type { Urgency } from '@palermo/shared/codes/urgency.ts'
import type { Handover, HandoverList } from '@palermo/shared/handovers/contract.ts'
import { type HandoverRelation, handoverWorkflow, partiesOfHandover } from '@palermo/shared/handovers/record.ts'
import { Problem } from '@palermo/shared/problem.ts'
import { availableActions } from '@palermo/shared/workflow.ts'
import { type RequestContext, readPipelined, type Tx } from '../actor.ts'
import type { Database } from '../database.ts'
import { parseDocument } from '../json.ts'
import type { SlotSql } from '../slots.ts'
import { openText, type SealedRow } from '../texts.ts'
import type { Subject } from '../transition.ts'

export type HandoverRow = Omit<Handover, 'summary' | 'actions' | 'shell'> & {
  fromPersonId: string
  toPersonId: string | null
  /** As JSON text, because the driver would parse its times. */
  shell: string | null
  words: SealedRow[] | null
}

export const handoverRows = (sql: SlotSql) => sql`
  select h.id, h.version, h.status, h.case_id as "caseId", h.case_reference as "caseReference",
      json_build_object('id', f.id, 'name', f.label, 'sector', f.sector) as "from", giver.name as "fromName",
      json_build_object('id', t.id, 'name', t.label, 'sector', t.sector) as "to", taker.name as "toName",
      h.from_person_id as "fromPersonId", h.to_person_id as "toPersonId", h.asked, h.legal_basis as "legalBasis",
      h.decline_reason as "declineReason", h.created_at as "offeredAt", h.answered_at as "answeredAt",
      d.due_at as "dueAt", coalesce(d.due_at < app.now(), false) as late, app.handover_shell(h.id)::text as shell,
      authz.in_case(h.case_id, 'C0') as "caseOpen",
      (select json_agg(json_build_object('id', x.id, 'compartment', x.compartment, 'field', x.field, 'sealed', encode(x.sealed, 'base64'),
          'ownerAgencyId', x.owner_agency_id, 'at', x.at) order by x.compartment)
        from app.notes n join app.sealed_texts x on x.subject_id = n.id where n.handover_id = h.id) as words
    from app.handovers h join app.agencies f on f.id = h.from_agency_id join app.agencies t on t.id = h.to_agency_id
    left join app.people giver on giver.id = h.from_person_id left join app.people taker on taker.id = h.to_person_id
    left join app.deadlines d on d.subject_id = h.id and d.closed_at is null`

const partiesFor = (row: HandoverRow) =>
  partiesOfHandover({
    fromAgencyId: row.from.id,
    fromPersonId: row.fromPersonId,
    toAgencyId: row.to.id,
    toPersonId: row.toPersonId,
  })

export const presentHandover = (db: Pick<Database, 'ring'>, row: HandoverRow, actor: Actor): Handover => {
  const { fromPersonId: _, toPersonId: __, shell, words, ...shown } = row
  return {
    ...shown,
    shell: shell === null ? null : parseDocument<Handover['shell']>(shell),
    summary: (words ?? []).map((word) => {
      const { compartment, text } = openText(db.ring, word)
      return { compartment: compartment as Handover['summary'][number]['compartment'], text }
    }),
    actions: availableActions(handoverWorkflow, { status: row.status, parties: partiesFor(row) }, actor),
  }
}

/** The hand-overs of one case, for its readers. @throws Problem not-found */
export const listHandovers = async (db: Database, who: RequestContext, caseId: string): Promise<HandoverList> => {
  const { actor, rows } = await readPipelined(db, who, (sql) => [
    sql`select 1 from app.cases where id = ${caseId}`,
    sql<HandoverRow[]>`${handoverRows(sql)} where h.case_id = ${caseId} order by h.created_at desc, h.id desc limit 20`,
  ])
  if (rows[0].length === 0) throw new Problem('not-found')
  return { items: rows[1].map((row) => presentHandover(db, row, actor)) }
}

/** @throws Problem not-found */
export const readHandover = async (db: Database, who: RequestContext, id: string): Promise<Handover> => {
  const { actor, rows } = await readPipelined(db, who, (sql) => [
    sql<HandoverRow[]>`${handoverRows(sql)} where h.id = ${id}`,
  ])
  const [row] = rows[0]
  if (!row) throw new Problem('not-found')
  return presentHandover(db, row, actor)
}

export const handoverIn = async ({ sql }: Tx, id: string): Promise<HandoverRow> => {
  const [row] = await sql<HandoverRow[]>`${handoverRows(sql)} where h.id = ${id}`
  if (!row) throw new Problem('not-found')
  return row
}

export const subjectOf = (row: HandoverRow): Subject<HandoverRelation> => ({
  id: row.id,
  version: row.version,
  status: row.status,
  caseId: row.caseId,
  caseReference: row.caseReference,
  urgency: shellOf(row).urgency,
  childProcedure: shellOf(row).childProcedure,
  parties: partiesFor(row),
})

/** After the answer, readers outside the case team no longer get the case reference. */
export const shellOf = ({ shell }: HandoverRow) =>
  (shell === null ? { urgency: 'routine', childProcedure: false, status: '' } : JSON.parse(shell)) as {
    urgency: Urgency
    childProcedure: boolean
    status: string
  }
