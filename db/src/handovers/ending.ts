import type { Actor } from '@palermo/shared/actor.ts'
import { handoverWorkflow } from '@palermo/shared/handovers/record.ts'
import { and, eq } from 'drizzle-orm'
import type { Tx } from '../actor.ts'
import { prepared } from '../prepared.ts'
import type { Rulebook } from '../rulebook.ts'
import { transition } from '../transition.ts'
import { handoverIn, subjectOf } from './queries.ts'
import { handovers } from './table.ts'

const offerOf = prepared((build, { caseId }: { caseId: string }) =>
  build
    .select({ id: handovers.id })
    .from(handovers)
    .where(and(eq(handovers.caseId, caseId), eq(handovers.status, 'offered'))),
)

/** Withdraws the open hand-over offer of a case that is being closed, because a closed case cannot be handed over. */
export const withdrawOfferOf = async (tx: Tx, actor: Actor, rules: Rulebook, caseId: string): Promise<void> => {
  const [open] = await offerOf(tx.sql, { caseId })
  if (!open) return
  const row = await handoverIn(tx, open.id)
  const input = { action: 'withdraw', version: row.version } as const
  await transition(tx, actor, rules, handoverWorkflow, subjectOf(row), input, { set: { answered_at: tx.now } })
}
