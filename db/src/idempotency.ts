import { createHash } from 'node:crypto'
import type { Actor } from '@palermo/shared/actor.ts'
import { Problem } from '@palermo/shared/problem.ts'
import { and, eq } from 'drizzle-orm'
import type { Tx } from './actor.ts'
import { prepared } from './prepared.ts'
import { rowsOf } from './readers.ts'
import type { SlotSql } from './slots.ts'
import { idempotency } from './table.ts'

/**
 * The idempotency key of a request, and the hash of the request. The hash shows whether a second request under the same
 * key is a retry.
 */
export interface Retry {
  key: string
  bodyHash: Uint8Array
}

export const retryOf = (key: string, body: unknown): Retry => ({
  key,
  bodyHash: createHash('sha256').update(JSON.stringify(body)).digest(),
})

const claimRows = rowsOf({ subject_id: idempotency.subjectId })

/** Claims the key for the actor. The statement may be sent in the same round trip as the proof of identity. */
export const claim = (sql: SlotSql, retry: Retry, id: string) =>
  claimRows(sql`
  insert into app.idempotency (person_id, key, body_hash, subject_id)
    select person_id, ${retry.key}, ${Buffer.from(retry.bodyHash)}::bytea, ${id}::uuid from authz.me
    on conflict (person_id, key) do nothing returning subject_id`)

const knownKey = prepared((build, { personId, key }: { personId: string; key: string }) =>
  build
    .select({ bodyHash: idempotency.bodyHash, subjectId: idempotency.subjectId })
    .from(idempotency)
    .where(and(eq(idempotency.personId, personId), eq(idempotency.key, key))),
)

/**
 * Does the work once. The key is stored in the same transaction as the effect, so that a retry finds the result of the
 * first request. A concurrent request waits for the row of the key and then finds the result.
 * @throws Problem key-reused
 */
export const once = async (
  tx: Tx,
  actor: Actor,
  retry: Retry,
  id: string,
  work: () => Promise<void>,
  claimed: PromiseLike<readonly object[]> | readonly object[] = claim(tx.sql, retry, id),
): Promise<string> => {
  if ((await claimed).length > 0) {
    await work()
    return id
  }
  const [known] = await knownKey(tx.sql, { personId: actor.personId, key: retry.key })
  if (!known || !Buffer.from(retry.bodyHash).equals(known.bodyHash)) throw new Problem('key-reused')
  return known.subjectId
}
