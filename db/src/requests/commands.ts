import { runningCases } from '@palermo/shared/cases/record.ts'
import { urgencies } from '@palermo/shared/codes/urgency.ts'
import { Problem } from '@palermo/shared/problem.ts'
import type { ActOnRequest, NewRequest, Request } from '@palermo/shared/requests/contract.ts'
import { type RequestRelation, requestWorkflow } from '@palermo/shared/requests/record.ts'
import { v7 } from 'uuid'
import { type RequestContext, type Tx, write } from '../actor.ts'
import type { Database } from '../database.ts'
import { once, type Retry } from '../idempotency.ts'
import { insert } from '../prepared.ts'
import { flag, oneOf, type RowRead, rowsOf, text } from '../readers.ts'
import { rulebookOf } from '../rulebook.ts'
import { recordCreation, type Subject, transition } from '../transition.ts'
import { askable, partiesFor, presentRequest, type RequestRow, requestIn } from './queries.ts'
import { requests } from './table.ts'

const caseRows = rowsOf({ status: text, reference: text, urgency: oneOf(urgencies), childProcedure: flag })
type KnownCase = RowRead<typeof caseRows>

const caseRow = async ({ sql }: Tx, id: string): Promise<KnownCase> => {
  const [row] = await caseRows(sql`
    select status, reference, urgency, child_procedure as "childProcedure" from app.cases where id = ${id}`)
  if (!row) throw new Problem('not-found')
  return row
}

const subjectOf = (row: RequestRow, known: KnownCase): Subject<RequestRelation> => ({
  id: row.id,
  version: row.version,
  status: row.status,
  caseId: row.caseId,
  caseReference: row.caseReference,
  urgency: known.urgency,
  childProcedure: known.childProcedure,
  parties: partiesFor(row),
})

/**
 * Asks for access to a compartment. The database finds the agency that answers, and refuses a compartment that the
 * asker's role may never read or that the asker reads already.
 * @throws Problem not-found, not-allowed, wrong-status for a closed case, key-reused
 */
export const createRequest = (db: Database, who: RequestContext, retry: Retry, input: NewRequest): Promise<Request> =>
  write(db, who, async (tx, actor) => {
    const known = await caseRow(tx, input.caseId)
    if (!runningCases.some((status) => status === known.status)) throw new Problem('wrong-status')
    const fresh = v7()
    const id = await once(tx, actor, retry, fresh, async () => {
      const compartments = await askable(tx.sql, input.caseId)
      if (!compartments.some(({ compartment }) => compartment === input.compartment)) throw new Problem('not-allowed')
      await insert(tx.sql, requests, {
        ...input,
        id: fresh,
        status: 'asked',
        caseReference: known.reference,
        fromAgencyId: actor.agencyId,
        fromPersonId: actor.personId,
        ownerAgencyId: actor.agencyId,
      })
      const rules = await rulebookOf(db, tx.sql)
      const made = subjectOf(await requestIn(tx, fresh), known)
      await recordCreation(tx, rules, requestWorkflow, made)
    })
    return presentRequest(await requestIn(tx, id), actor)
  })

/**
 * Grants, refuses or withdraws a request for access.
 * @throws Problem not-found, not-allowed, changed-meanwhile, wrong-status
 */
export const actOnRequest = (db: Database, who: RequestContext, id: string, input: ActOnRequest): Promise<Request> =>
  write(db, who, async (tx, actor) => {
    const row = await requestIn(tx, id)
    const rules = await rulebookOf(db, tx.sql)
    const subject = subjectOf(row, await caseRow(tx, row.caseId))
    const set = { answered_at: tx.now }
    // No person may grant themselves access, even with the right to grant access to others.
    if (input.action === 'grant' && row.fromPersonId === actor.personId) throw new Problem('not-allowed')
    await transition(
      tx,
      actor,
      rules,
      requestWorkflow,
      subject,
      input,
      input.action === 'refuse'
        ? { set: { ...set, refusal_reason: input.reason }, changes: { reason: input.reason } }
        : { set },
    )
    if (input.action === 'grant') await tx.sql`select app.grant_by_request(${id}, ${v7()})`
    return presentRequest(await requestIn(tx, id), actor)
  })
