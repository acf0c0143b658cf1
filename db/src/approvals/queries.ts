import { type Actor, functions } from '@palermo/shared/actor.ts'
import { AgencyLabel } from '@palermo/shared/agencies/contract.ts'
import {
  type Approval,
  type ApprovalPage,
  type ApprovalQuery,
  ApprovedAct,
} from '@palermo/shared/approvals/contract.ts'
import { approvalWorkflow, partiesOfApproval } from '@palermo/shared/approvals/record.ts'
import { Problem } from '@palermo/shared/problem.ts'
import { availableActions } from '@palermo/shared/workflow.ts'
import { z } from 'zod'
import { type Db, type RequestContext, read, type Tx } from '../actor.ts'
import { cursorOf, pageFrom } from '../keyset.ts'
import { document, flag, instant, oneOf, orNull, type RowRead, rowsOf, text } from '../readers.ts'
import type { SlotSql } from '../slots.ts'
import { approvals } from './table.ts'

const approvalRows = rowsOf({
  id: approvals.id,
  version: approvals.version,
  status: approvals.status,
  kind: approvals.kind,
  payload: document(z.record(z.string(), z.unknown())),
  caseReference: orNull(text),
  fromPersonId: approvals.fromPersonId,
  toPersonId: approvals.toPersonId,
  from: document(AgencyLabel),
  to: orNull(document(AgencyLabel)),
  fromFunction: oneOf(functions),
  fromName: orNull(text),
  subjectName: orNull(text),
  subjectAgency: orNull(text),
  subjectFunction: orNull(oneOf(functions)),
  needed: approvals.needed,
  alone: approvals.alone,
  mayAnswer: orNull(flag),
  /** Whether the person who asked for the approval may still do the action. */
  stands: orNull(flag),
  askedAt: approvals.createdAt,
  answeredAt: approvals.answeredAt,
  refusalReason: approvals.refusalReason,
  dueAt: orNull(instant),
  late: flag,
})
export type ApprovalRow = RowRead<typeof approvalRows>

const rows = (sql: SlotSql) => sql`
  select a.id, a.version, a.status, a.kind, a.payload, people.case_reference as "caseReference", a.from_person_id as "fromPersonId",
      a.to_person_id as "toPersonId", json_build_object('id', f.id, 'name', f.label, 'sector', f.sector) as "from",
      case when t.id is not null then json_build_object('id', t.id, 'name', t.label, 'sector', t.sector) end as "to",
      people.asker_role as "fromFunction", people.asker_name as "fromName", people.subject_name as "subjectName",
      people.subject_agency as "subjectAgency", people.subject_role as "subjectFunction", a.needed, a.alone,
      app.may_answer(a) as "mayAnswer", app.approval_stands(a) as stands, a.created_at as "askedAt", a.answered_at as "answeredAt", a.refusal_reason as "refusalReason",
      people.due_at as "dueAt", coalesce(people.due_at < app.now(), false) as late
    from app.approvals a join app.agencies f on f.id = a.from_agency_id left join app.agencies t on t.id = a.to_agency_id
    left join lateral app.approval_people(a) people on true`

/**
 * Lists the approvals that the reader must answer or has asked for, and the actions that the founding administrator
 * took without approval; newest first.
 * @throws Problem bad-request
 */
export const listApprovals = async (db: Db, who: RequestContext, query: ApprovalQuery): Promise<ApprovalPage> => {
  const [at, id] = cursorOf(query.cursor)
  const { actor, rows: found } = await read(db, who, (sql) => {
    const boxes = {
      'to-answer': sql`a.to_agency_id = (select agency_id from authz.me) and a.from_agency_id <> a.to_agency_id`,
      asked: sql`a.from_agency_id = (select agency_id from authz.me)`,
      alone: sql`a.alone`,
      all: sql`true`,
    }
    return [
      approvalRows(sql`${rows(sql)} where ${boxes[query.box]}
          and (not ${query.open ?? false} or a.status in ('asked', 'endorsed'))
          and (${query.kind ?? null}::text is null or a.kind = ${query.kind ?? null})
          and (${at}::timestamptz is null or (a.created_at, a.id) < (${at}::timestamptz, ${id}::uuid))
        order by a.created_at desc, a.id desc limit ${query.limit + 1}`),
    ]
  })
  const items = found[0].map((row) => presentApproval(row, actor))
  return pageFrom(items, query.limit, ({ askedAt, id: last }) => [askedAt, last])
}

/** Reads one approval. @throws Problem not-found */
export const readApproval = async (db: Db, who: RequestContext, id: string): Promise<Approval> => {
  const { actor, rows: found } = await read(db, who, (sql) => [approvalRows(sql`${rows(sql)} where a.id = ${id}`)])
  const [row] = found[0]
  if (!row) throw new Problem('not-found')
  return presentApproval(row, actor)
}

/** Returns the newest open approval of a kind, if the reader may see it. */
export const openApproval = (sql: SlotSql, kind: ApprovedAct['kind']) =>
  approvalRows(sql`${rows(sql)} where a.kind = ${kind} and a.status in ('asked', 'endorsed')
    order by a.created_at desc, a.id desc limit 1`)

export const approvalIn = async ({ sql }: Tx, id: string): Promise<ApprovalRow> => {
  const [row] = await approvalRows(sql`${rows(sql)} where a.id = ${id}`)
  if (!row) throw new Problem('not-found')
  return row
}

export const partiesFor = ({ from, to, fromPersonId, toPersonId }: ApprovalRow) =>
  partiesOfApproval({ fromAgencyId: from.id, fromPersonId, toAgencyId: to?.id ?? null, toPersonId })

/**
 * Returns the actions that the API offers. If two persons must approve, `approve` is offered to both, although the
 * first approval is the action `endorse`.
 */
const shownActions = (row: ApprovalRow, actor: Actor): Approval['actions'] => {
  const offered = availableActions(approvalWorkflow, { status: row.status, parties: partiesFor(row) }, actor)
  return offered.filter((name) => name !== 'endorse' && (name === 'withdraw' || row.mayAnswer))
}

/** Returns the data of the action without `written`, which only the database needs in order to carry out the action. */
const shownPart = ({ written: _, ...shown }: Record<string, unknown>) => shown

export const presentApproval = (row: ApprovalRow, actor: Actor): Approval => {
  const {
    kind,
    payload,
    fromPersonId,
    toPersonId: _,
    mayAnswer: __,
    stands: ___,
    subjectName,
    subjectAgency,
    subjectFunction,
    ...shown
  } = row
  return {
    ...shown,
    act: ApprovedAct.parse({ ...shownPart(payload), kind }),
    account:
      subjectName !== null && subjectAgency !== null && subjectFunction !== null
        ? { name: subjectName, agencyName: subjectAgency, function: subjectFunction }
        : null,
    mine: fromPersonId === actor.personId,
    actions: shownActions(row, actor),
  }
}
