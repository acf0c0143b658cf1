import type { Actor } from '@palermo/shared/actor.ts'
import { looseEnds } from '@palermo/shared/cases/endings.ts'
import { type EndingReason, withdrawalBecauseOf } from '@palermo/shared/cases/reasons.ts'
import { caseWorkflow } from '@palermo/shared/cases/workflow.ts'
import type { Tx } from '../actor.ts'
import type { Rulebook } from '../deadlines/rulebook.ts'
import { transition } from '../door.ts'
import { withdrawWithCase } from '../referrals/withdraw.ts'
import { cancelWithCase } from '../tasks/ending.ts'
import { type CaseDocument, caseSubject } from './queries.ts'

interface End {
  action: 'close' | 'record-leaving'
  version: number
  reason: EndingReason
}

/**
 * Ends a case and with it what hangs on it, each through its own noun's door: what was shown before it was confirmed.
 * Services under way and tasks of other agencies go on, with their own owners and clocks.
 */
export const endCase = async (
  tx: Tx,
  actor: Actor,
  book: Rulebook,
  row: CaseDocument,
  { action, version, reason }: End,
): Promise<void> => {
  const { ends } = looseEnds(actor, row)
  const count = (noun: string) => ends.filter((end) => end.noun === noun).length
  const counted = Object.entries({ tasks: count('task'), referrals: count('referral') }).filter(([, n]) => n > 0)
  await transition(
    tx,
    actor,
    book,
    caseWorkflow,
    caseSubject(row, actor),
    { action, version },
    {
      set: { closing_reason: reason, closed_at: tx.now },
      changes: { reason, ...Object.fromEntries(counted.map(([noun, n]) => [noun, String(n)])) },
    },
  )
  await tx.sql`select app.end_offer(${row.id})`
  tx.told = true
  for (const { noun, id } of ends) {
    if (noun === 'task') await cancelWithCase(tx, actor, book, id)
    if (noun === 'referral') await withdrawWithCase(tx, actor, book, id, withdrawalBecauseOf[reason])
  }
}
