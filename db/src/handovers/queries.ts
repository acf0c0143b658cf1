import type { Actor } from '@palermo/shared/actor.ts'
import { AgencyLabel } from '@palermo/shared/agencies/contract.ts'
import { type Handover, type HandoverList, HandoverShell } from '@palermo/shared/handovers/contract.ts'
import { type HandoverRelation, handoverWorkflow, partiesOfHandover } from '@palermo/shared/handovers/record.ts'
import { Problem } from '@palermo/shared/problem.ts'
import { availableActions } from '@palermo/shared/workflow.ts'
import { z } from 'zod'
import { type RequestContext, read, type Tx } from '../actor.ts'
import type { Database } from '../database.ts'
import { document, flag, instant, orNull, type RowRead, rowsOf, text } from '../readers.ts'
import type { SlotSql } from '../slots.ts'
import { openText, SealedRow } from '../texts.ts'
import type { Subject } from '../transition.ts'
import { handovers } from './table.ts'

const readHandovers = rowsOf({
  id: handovers.id,
  version: handovers.version,
  status: handovers.status,
  caseId: handovers.caseId,
  caseReference: handovers.caseReference,
  from: document(AgencyLabel),
  fromName: orNull(text),
  to: document(AgencyLabel),
  toName: orNull(text),
  fromPersonId: handovers.fromPersonId,
  toPersonId: handovers.toPersonId,
  asked: handovers.asked,
  legalBasis: handovers.legalBasis,
  declineReason: handovers.declineReason,
  offeredAt: handovers.createdAt,
  answeredAt: handovers.answeredAt,
  dueAt: orNull(instant),
  late: flag,
  shell: orNull(document(HandoverShell)),
  caseOpen: flag,
  words: orNull(document(z.array(SealedRow))),
})
export type HandoverRow = RowRead<typeof readHandovers>

const handoverRows = (sql: SlotSql) => sql`
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
  const { fromPersonId: _, toPersonId: __, words, ...shown } = row
  return {
    ...shown,
    summary: (words ?? []).map((word) => ({ compartment: word.compartment, text: openText(db.ring, word).text })),
    actions: availableActions(handoverWorkflow, { status: row.status, parties: partiesFor(row) }, actor),
  }
}

/** Lists the hand-overs of one case, for its readers. @throws Problem not-found */
export const listHandovers = async (db: Database, who: RequestContext, caseId: string): Promise<HandoverList> => {
  const { actor, rows } = await read(db, who, (sql) => [
    sql`select 1 from app.cases where id = ${caseId}`,
    readHandovers(sql`${handoverRows(sql)} where h.case_id = ${caseId} order by h.created_at desc, h.id desc limit 20`),
  ])
  if (rows[0].length === 0) throw new Problem('not-found')
  return { items: rows[1].map((row) => presentHandover(db, row, actor)) }
}

/** Reads one hand-over. @throws Problem not-found */
export const readHandover = async (db: Database, who: RequestContext, id: string): Promise<Handover> => {
  const { actor, rows } = await read(db, who, (sql) => [readHandovers(sql`${handoverRows(sql)} where h.id = ${id}`)])
  const [row] = rows[0]
  if (!row) throw new Problem('not-found')
  return presentHandover(db, row, actor)
}

export const handoverIn = async ({ sql }: Tx, id: string): Promise<HandoverRow> => {
  const [row] = await readHandovers(sql`${handoverRows(sql)} where h.id = ${id}`)
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

/**
 * Returns the data of the case for the reader of an offer. After the offer was answered, readers outside the case team
 * no longer get the case reference.
 */
export const shellOf = ({
  shell,
}: HandoverRow): Pick<NonNullable<HandoverRow['shell']>, 'urgency' | 'childProcedure' | 'status'> =>
  shell ?? { urgency: 'routine', childProcedure: false, status: '' }
