import type { Actor } from '@palermo/shared/actor.ts'
import { looseEnds } from '@palermo/shared/cases/endings.ts'
import { type EndingReason, withdrawalBecauseOf } from '@palermo/shared/cases/reasons.ts'
import { caseWorkflow } from '@palermo/shared/cases/record.ts'
import type { WithdrawalReason } from '@palermo/shared/codes/withdrawal-reasons.ts'
import type { Tx } from '../actor.ts'
import { withdrawOfferOf } from '../handovers/ending.ts'
import type { Rulebook } from '../rulebook.ts'
import { cancelWithCase } from '../tasks/ending.ts'
import { transition } from '../transition.ts'
import { type CaseDocument, caseSubject } from './queries.ts'

/**
 * Withdraws a referral of a case that is closed. The function is passed as a parameter, because the referral modules
 * import the case modules and not the reverse.
 */
export type WithdrawReferral = (
  tx: Tx,
  actor: Actor,
  rules: Rulebook,
  referralId: string,
  reason: WithdrawalReason,
) => Promise<void>

interface End {
  action: 'close' | 'record-leaving'
  version: number
  reason: EndingReason
  withdrawReferral: WithdrawReferral
}

/**
 * Closes a case, and ends the records that the confirmation listed, each by a `transition` of its own. Services that
 * have begun and tasks of other agencies continue, with their own owners and deadlines.
 */
export const endCase = async (
  tx: Tx,
  actor: Actor,
  rules: Rulebook,
  row: CaseDocument,
  { action, version, reason, withdrawReferral }: End,
): Promise<void> => {
  const { ends } = looseEnds(actor, row)
  const count = (noun: string) => ends.filter((end) => end.noun === noun).length
  const counted = Object.entries({ tasks: count('task'), referrals: count('referral') }).filter(([, n]) => n > 0)
  await transition(
    tx,
    actor,
    rules,
    caseWorkflow,
    caseSubject(row, actor),
    { action, version },
    {
      set: { closing_reason: reason, closed_at: tx.now },
      changes: { reason, ...Object.fromEntries(counted.map(([noun, n]) => [noun, String(n)])) },
    },
  )
  await withdrawOfferOf(tx, actor, rules, row.id)
  for (const { noun, id } of ends) {
    if (noun === 'task') await cancelWithCase(tx, actor, rules, id)
    if (noun === 'referral') await withdrawReferral(tx, actor, rules, id, withdrawalBecauseOf[reason])
  }
}
