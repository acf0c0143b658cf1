import type { Actor } from '@palermo/shared/actor.ts'
import { Problem } from '@palermo/shared/problem.ts'
import type { Tx } from '../actor.ts'

/**
 * Checks that the receiver is another agency and accepts referrals.
 * @throws Problem invalid, at `pointer`
 */
export const checkReceiver = async (tx: Tx, actor: Actor, agencyId: string, pointer = '/toAgencyId'): Promise<void> => {
  const [there] = await tx.sql`select 1 from app.agencies where id = ${agencyId} and takes_referrals`
  if (!there || agencyId === actor.agencyId) {
    throw new Problem('invalid', undefined, { errors: [{ pointer, detail: 'takes no referrals of yours' }] })
  }
}
