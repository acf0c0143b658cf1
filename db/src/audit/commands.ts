import type { RequestContext } from '../actor.ts'
import type { Database } from '../database.ts'
import { onSlot } from '../screen.ts'

/** The reason of a refusal of a signed-in person: workflow, visibility, status, or a guard of the database. */
export type Refusal = 'not-allowed' | 'not-found' | 'wrong-status' | 'row-security'

/**
 * Writes the refusal into the access log. A transaction of its own, since that of the request was rolled back; the
 * database proves the session again.
 * @throws Problem not-signed-in, unavailable
 */
export const logRefusal = async (db: Pick<Database, 'slots'>, who: RequestContext, why: Refusal): Promise<void> => {
  await onSlot(
    db,
    (sql) => sql`select authz.refuse(${Buffer.from(who.secret)}, ${who.audit}, ${who.subjectKind ?? null},
      ${who.subjectId ?? null}::uuid, ${who.request}, ${why})`,
  )
}
