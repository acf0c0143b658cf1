import type { Actor } from '@palermo/shared/actor.ts'
import type { ActOnCase } from '@palermo/shared/cases/contract.ts'
import { caseWorkflow } from '@palermo/shared/cases/record.ts'
import { liftsBar } from '@palermo/shared/cases/reflection.ts'
import { Problem } from '@palermo/shared/problem.ts'
import type { Tx } from '../actor.ts'
import { askApproval } from '../approvals/commands.ts'
import type { Database } from '../database.ts'
import { oneOf, orNull, rowsOf } from '../readers.ts'
import type { Rulebook } from '../rulebook.ts'
import { checkAct, transition } from '../transition.ts'
import { type CaseStanding, standingSubject } from './queries.ts'

type EndReflection = Extract<ActOnCase, { action: 'end-reflection' }>

const approvalRows = rowsOf({ state: orNull(oneOf(['approved', 'waits'])) })

/**
 * Ends the reflection period early. If the reason lifts the bar to removal, a person of another agency is asked first,
 * and the period ends only after the approval. The team is notified that the period has ended; the reason is read only
 * in C4.
 * @throws Problem wrong-status if a request for approval is already waiting; no-approver
 */
export const endReflection = async (
  db: Database,
  tx: Tx,
  actor: Actor,
  rules: Rulebook,
  row: CaseStanding,
  input: EndReflection,
): Promise<void> => {
  const subject = standingSubject(row, actor)
  const { reason } = input
  if (liftsBar(reason)) {
    checkAct(actor, caseWorkflow, subject, input)
    const [approval] = await approvalRows(tx.sql`
      select app.reflection_end_approval(${row.id}, ${reason}) as state`)
    if (approval?.state === 'waits')
      throw new Problem('wrong-status', 'Ending this period early waits for approval already.')
    if (approval?.state !== 'approved')
      return void (await askApproval(db, tx, { act: { kind: 'reflection-end', reason }, caseId: row.id }))
  }
  await transition(tx, actor, rules, caseWorkflow, subject, input, {
    changes: { reason },
    compartment: 'C4',
    openly: true,
  })
}
