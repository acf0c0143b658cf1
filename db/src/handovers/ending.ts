import type { Actor } from '@palermo/shared/actor.ts'
import { handoverWorkflow } from '@palermo/shared/handovers/record.ts'
import type { Tx } from '../actor.ts'
import type { Rulebook } from '../rulebook.ts'
import { transition } from '../transition.ts'
import { handoverIn, subjectOf } from './queries.ts'

/** Withdraws the open hand-over offer of a case that is closed, because a closed case cannot be taken over. */
export const withdrawOfferOf = async (tx: Tx, actor: Actor, rules: Rulebook, caseId: string): Promise<void> => {
  const [open] = await tx.sql<{ id: string }[]>`
    select id from app.handovers where case_id = ${caseId} and status = 'offered'`
  if (!open) return
  const row = await handoverIn(tx, open.id)
  const input = { action: 'withdraw', version: row.version } as const
  await transition(tx, actor, rules, handoverWorkflow, subjectOf(row), input, { set: { answered_at: tx.now } })
}
