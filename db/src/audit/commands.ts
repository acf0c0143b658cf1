import type { RequestContext } from '../actor.ts'
import type { Database } from '../database.ts'
import { onSlot } from '../screen.ts'

/**
 * The reason for which a request of a signed-in person was refused: the workflow, visibility, the status, or a guard of
 * the database.
 */
export type Refusal = 'not-allowed' | 'not-found' | 'wrong-status' | 'row-security'

/**
 * Writes the refusal into the access log, in a transaction of its own, since the transaction of the request was rolled
 * back. The database checks the session again.
 * @throws Problem not-signed-in, unavailable
 */
export const logRefusal = async (db: Pick<Database, 'slots'>, who: RequestContext, why: Refusal): Promise<void> => {
  await onSlot(
    db,
    (sql) => sql`select authz.refuse(${Buffer.from(who.secret)}, ${who.audit}, ${who.subjectKind ?? null},
      ${who.subjectId ?? null}::uuid, ${who.request}, ${why})`,
  )
}
