import { runningCases } from '@palermo/shared/cases/record.ts'
import type { Urgency } from '@palermo/shared/codes/urgency.ts'
import { Problem } from '@palermo/shared/problem.ts'
import type { ActOnRequest, NewRequest, Request } from '@palermo/shared/requests/contract.ts'
import { type RequestRelation, requestWorkflow } from '@palermo/shared/requests/record.ts'
import { v7 } from 'uuid'
import { asActor, type RequestContext, type Tx } from '../actor.ts'
import type { Database } from '../database.ts'
import { once, type Retry } from '../idempotency.ts'
import { rulebookOf } from '../rulebook.ts'
import { recordCreation, type Subject, transition } from '../transition.ts'
import { askable, partiesFor, presentRequest, type RequestRow, requestIn } from './queries.ts'

interface CaseRow {
  status: string
  reference: string
  urgency: Urgency
  child_procedure: boolean
}

const caseRow = async ({ sql }: Tx, id: string): Promise<CaseRow> => {
  const [row] = await sql<CaseRow[]>`select status, reference, urgency, child_procedure from app.cases where id = ${id}`
  if (!row) throw new Problem('not-found')
  return row
}

const subjectOf = (row: RequestRow, known: CaseRow): Subject<RequestRelation> => ({
  id: row.id,
  version: row.version,
  status: row.status,
  caseId: row.caseId,
  caseReference: row.caseReference,
  urgency: known.urgency,
  childProcedure: known.child_procedure,
  parties: partiesFor(row),
})

/**
 * Asks for access to a compartment. The database finds the answering agency, and refuses a compartment that the asker's
 * role may never read or that the asker reads already.
 * @throws Problem not-found, not-allowed, wrong-status for a closed case, key-reused
 */
export const createRequest = (db: Database, who: RequestContext, retry: Retry, input: NewRequest): Promise<Request> =>
  asActor(db, who, async (tx, actor) => {
    const known = await caseRow(tx, input.caseId)
    if (!runningCases.some((status) => status === known.status)) throw new Problem('wrong-status')
    const fresh = v7()
    const id = await once(tx, actor, retry, fresh, async () => {
      const walls = await askable(tx.sql, input.caseId)
      if (!walls.some(({ wall }) => wall === input.compartment)) throw new Problem('not-allowed')
      await tx.sql`
        insert into app.requests (id, status, case_id, case_reference, compartment, purpose, legal_basis, from_agency_id, from_person_id, owner_agency_id)
        values (${fresh}, 'asked', ${input.caseId}, ${known.reference}, ${input.compartment}, ${input.purpose}, ${input.legalBasis},
          ${actor.agencyId}, ${actor.personId}, ${actor.agencyId})`
      const rules = await rulebookOf(db, tx.sql)
      const made = subjectOf(await requestIn(tx, fresh), known)
      await recordCreation(tx, rules, requestWorkflow, made)
    })
    return presentRequest(await requestIn(tx, id), actor)
  })

/**
 * Grants, refuses or withdraws.
 * @throws Problem not-found, not-allowed, changed-meanwhile, wrong-status
 */
export const actOnRequest = (db: Database, who: RequestContext, id: string, input: ActOnRequest): Promise<Request> =>
  asActor(db, who, async (tx, actor) => {
    const row = await requestIn(tx, id)
    const rules = await rulebookOf(db, tx.sql)
    const subject = subjectOf(row, await caseRow(tx, row.caseId))
    const set = { answered_at: tx.now }
    // A person cannot grant themselves access, even with the right to grant it to others.
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
