import type { Actor } from '@palermo/shared/actor.ts'
import type { WithdrawalReason } from '@palermo/shared/codes/withdrawal-reasons.ts'
import { referralWorkflow } from '@palermo/shared/referrals/record.ts'
import type { Tx } from '../actor.ts'
import type { Rulebook } from '../rulebook.ts'
import { transition } from '../transition.ts'
import { referralIn, subjectOf } from './queries.ts'

/**
 * Withdraws a referral because its case is being closed, by the same `transition` as a withdrawal by the sender, so
 * that both agencies are notified.
 */
export const withdrawWithCase = async (
  tx: Tx,
  actor: Actor,
  rules: Rulebook,
  id: string,
  reason: WithdrawalReason,
): Promise<void> => {
  const row = await referralIn(tx, id)
  await transition(
    tx,
    actor,
    rules,
    referralWorkflow,
    subjectOf(row),
    { action: 'withdraw', version: row.version },
    { set: { withdrawal_reason: reason, ended_at: tx.now }, changes: { reason } },
  )
}
