import { Problem } from '@palermo/shared/problem.ts'
import {
  longestWay,
  messaging,
  type NewMessage,
  type ReferralMessage,
  writesIn,
} from '@palermo/shared/referrals/messages.ts'
import { isTimely } from '@palermo/shared/workflow.ts'
import { v7 } from 'uuid'
import { type RequestContext, write } from '../actor.ts'
import type { Database } from '../database.ts'
import { once, type Retry } from '../idempotency.ts'
import { markMoved } from '../moved.ts'
import { insertMessage, presentMessage } from './messages.ts'
import { partiesWith, referralIn } from './queries.ts'

/**
 * Writes a message to the other agency of a running referral and notifies that agency.
 * @throws Problem not-found, not-allowed, wrong-status if the referral has ended, invalid for an arrival in the past or
 * too far ahead
 */
export const writeMessage = (
  db: Database,
  who: RequestContext,
  retry: Retry,
  { referralId, ...input }: NewMessage & { referralId: string },
): Promise<ReferralMessage> =>
  write(db, who, async (tx, actor) => {
    const row = await referralIn(tx, referralId)
    if (!writesIn(actor, partiesWith(row))) throw new Problem('not-allowed')
    const fresh = v7()
    const id = await once(tx, actor, retry, fresh, async () => {
      if (!isTimely(messaging, row)) throw new Problem('wrong-status')
      if (input.kind === 'on-my-way') checkArrival(input.arrivesAt, tx.now)
      await insertMessage(db, tx, actor, { ...input, id: fresh, referralId })
      await tx.sql`select app.notify_of_message(${fresh})`
      tx.notified = true
      markMoved(tx, { kind: 'referral', id: referralId })
    })
    const written = (await referralIn(tx, referralId)).messages.find((message) => message.id === id)
    if (!written) throw new Problem('not-found')
    return presentMessage(db.ring, written, actor)
  })

/** The number of milliseconds by which the clocks of devices may differ. */
const leeway = 10 * 60_000

const checkArrival = (arrivesAt: string, now: string) => {
  const ahead = Date.parse(arrivesAt) - Date.parse(now)
  if (ahead < -leeway)
    throw new Problem('invalid', undefined, { errors: [{ pointer: '/arrivesAt', detail: 'is past' }] })
  if (ahead > longestWay)
    throw new Problem('invalid', undefined, { errors: [{ pointer: '/arrivesAt', detail: 'is more than a week away' }] })
}
