import type { ActOnApproval, Approval, ApprovedAct, NewApproval } from '@palermo/shared/approvals/contract.ts'
import { type ApprovalRelation, approvalWorkflow } from '@palermo/shared/approvals/record.ts'
import { Problem } from '@palermo/shared/problem.ts'
import { v7 } from 'uuid'
import { type RequestContext, type Tx, write } from '../actor.ts'
import type { Database } from '../database.ts'
import { once, type Retry } from '../idempotency.ts'
import { asJson } from '../json.ts'
import { flag, orNull, rowsOf } from '../readers.ts'
import { rulebookOf } from '../rulebook.ts'
import { recordCreation, type Subject, transition } from '../transition.ts'
import { type ApprovalRow, approvalIn, partiesFor, presentApproval } from './queries.ts'

export const subjectOf = (row: ApprovalRow): Subject<ApprovalRelation> => ({
  id: row.id,
  version: row.version,
  status: row.status,
  caseId: null,
  caseReference: null,
  urgency: 'routine',
  childProcedure: false,
  parties: partiesFor(row),
})

export interface Asked {
  act: ApprovedAct
  /** The id of the account, of the barred person or of the deadline that the approval is about. */
  subjectId?: string
  caseId?: string
  /** Data that the database uses when it carries out the approved action and that is not shown to the approvers. */
  carriesOut?: Record<string, unknown>
}

const wayRows = rowsOf({ alone: orNull(flag), possible: orNull(flag) })

/**
 * Asks a person of another agency to approve an action. If the founding administrator may act alone, the action is
 * carried out at once.
 * @returns the approval, and whether the action was carried out already
 * @throws Problem no-approver if no other agency could approve the action
 */
export const askApproval = async (
  db: Database,
  tx: Tx,
  { act, subjectId, caseId, carriesOut }: Asked,
  id = v7(),
): Promise<{ id: string; isDone: boolean }> => {
  const [ways] = await wayRows(tx.sql`
    select alone, possible from app.approval_ways(${caseId ?? null}::uuid)`)
  if (!ways?.alone && !ways?.possible) throw new Problem('no-approver')
  const { kind, ...payload } = act
  await tx.sql`insert into app.approvals (id, kind, about_case_id, subject_id, payload)
    values (${id}, ${kind}, ${caseId ?? null}, ${subjectId ?? null}, ${tx.sql.json(asJson({ ...payload, ...carriesOut }))})`
  const row = await approvalIn(tx, id)
  const rules = await rulebookOf(db, tx.sql)
  await recordCreation(tx, rules, approvalWorkflow, subjectOf(row))
  return { id, isDone: row.status === 'approved' }
}

const askableRows = rowsOf({ open: flag, mayAsk: orNull(flag) })

/**
 * Asks another agency for access to a compartment. The database refuses a compartment that the role of the asking
 * person may never read.
 * @throws Problem not-found, not-allowed, wrong-status for a closed case, no-approver, key-reused
 */
export const createApproval = (
  db: Database,
  who: RequestContext,
  retry: Retry,
  input: NewApproval,
): Promise<Approval> =>
  write(db, who, async (tx, actor) => {
    const { kind, caseId, compartment, purpose, legalBasis } = input
    const fresh = v7()
    const id = await once(tx, actor, retry, fresh, async () => {
      const [known] = await askableRows(tx.sql`
        select c.status in ('open', 'contact-lost') as open, ${compartment} = any (app.may_ask_approval(c.id)) as "mayAsk"
          from app.cases c where c.id = ${caseId}`)
      if (!known) throw new Problem('not-found')
      if (!known.open) throw new Problem('wrong-status')
      if (!known.mayAsk) throw new Problem('not-allowed')
      await askApproval(db, tx, { act: { kind, compartment, purpose, legalBasis }, caseId }, fresh)
    })
    return presentApproval(await approvalIn(tx, id), actor)
  })

/**
 * Approves or refuses a request for approval, or withdraws it.
 * @throws Problem not-found, not-allowed, changed-meanwhile, wrong-status
 */
export const actOnApproval = (db: Database, who: RequestContext, id: string, input: ActOnApproval): Promise<Approval> =>
  write(db, who, async (tx, actor) => {
    const row = await approvalIn(tx, id)
    if (input.action !== 'withdraw' && isOpen(row) && !row.mayAnswer) throw new Problem('not-allowed')
    if (input.action === 'approve' && isOpen(row) && !row.stands)
      throw new Problem('wrong-status', 'What was asked cannot be done any more.')
    await transition(tx, actor, await rulebookOf(db, tx.sql), approvalWorkflow, subjectOf(row), stepOf(row, input), {
      ...(input.action === 'refuse'
        ? { set: { refusal_reason: input.reason }, changes: { reason: input.reason } }
        : {}),
    })
    tx.notified = true
    return presentApproval(await approvalIn(tx, id), actor)
  })

const isOpen = ({ status }: ApprovalRow) => status === 'asked' || status === 'endorsed'

/**
 * Returns the action of the workflow. If two persons must approve, the first approval becomes `endorse`, which leads to
 * the status `endorsed`.
 */
const stepOf = ({ needed, status }: ApprovalRow, { action, version }: ActOnApproval) => ({
  action: action === 'approve' && needed > 1 && status === 'asked' ? ('endorse' as const) : action,
  version,
})
