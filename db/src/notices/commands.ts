import type { MarkRead } from '@palermo/shared/notices/contract.ts'
import { type Db, type RequestContext, write } from '../actor.ts'
import { wake } from '../wake.ts'

/**
 * Marks notifications of the actor as read: those with the given ids, those of whole groups, or all. Ids of other
 * persons' notifications are ignored.
 */
export const markRead = async (db: Db, who: RequestContext, { ids, groups, all }: MarkRead): Promise<void> => {
  const personId = await write(db, who, async (tx, actor) => {
    await tx.sql`update app.notices set read_at = ${tx.now}
      where person_id = (select person_id from authz.me) and read_at is null and (${all ?? false} or id = any (${ids ?? []}::text[]::uuid[])
        or coalesce(case_id, subject_id) = any (${groups ?? []}::text[]::uuid[]))`
    return actor.personId
  })
  // Makes the actor's other open pages count the notifications again.
  wake(db, 'notified', personId)
}
