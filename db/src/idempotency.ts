import { createHash } from 'node:crypto'
import type { Actor } from '@palermo/shared/actor.ts'
import { Problem } from '@palermo/shared/problem.ts'
import type { Tx } from './actor.ts'

/** A client's promise that a repeat is a retry. The hash tells a retry from another request under the same key. */
export interface Retry {
  key: string
  bodyHash: Uint8Array
}

export const retryOf = (key: string, body: unknown): Retry => ({
  key,
  bodyHash: createHash('sha256').update(JSON.stringify(body)).digest(),
})

/**
 * Does the work once: the key stands with its effect in the same transaction, so a retry finds what the first try made.
 * Two at once meet at the key's row: the second waits and then finds it.
 * @throws Problem key-reused
 */
export const once = async (
  tx: Tx,
  actor: Actor,
  retry: Retry,
  id: string,
  work: () => Promise<void>,
): Promise<string> => {
  const { sql } = tx
  const made = await sql`
    insert into app.idempotency (person_id, key, body_hash, subject_id) values (${actor.personId}, ${retry.key}, ${Buffer.from(retry.bodyHash)}, ${id})
    on conflict (person_id, key) do nothing returning subject_id`
  if (made.length > 0) {
    await work()
    return id
  }
  const [known] = await sql<{ body_hash: Buffer; subject_id: string }[]>`
    select body_hash, subject_id from app.idempotency where person_id = ${actor.personId} and key = ${retry.key}`
  if (!known || !Buffer.from(retry.bodyHash).equals(known.body_hash)) throw new Problem('key-reused')
  return known.subject_id
}
