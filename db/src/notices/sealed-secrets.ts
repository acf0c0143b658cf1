import { type Db, write } from '../actor.ts'
import { prepared } from '../prepared.ts'
import { onSlot } from '../screen.ts'
import { type Keyring, open, type Place, seal, sealedWith } from '../seal.ts'
import { webhookSecrets } from './table.ts'

type Table = 'webhook_secrets' | 'push_keys'

/**
 * Returns the place to which a sealed secret is bound. The compartment is C0, since a secret contains no text about a
 * person, and the key ring of these functions decrypts nothing else.
 */
const placeOf = (table: Table, id: string): Place => ({ table, field: 'secret', id, compartment: 'C0' })

/**
 * Seals a signing secret for the database.
 * @param ring the key ring of the worker
 */
export const sealSecret = (ring: Keyring, table: Table, id: string, secret: string): Buffer =>
  seal(ring, placeOf(table, id), secret)

/**
 * Decrypts a signing secret. Throws if the secret was changed, belongs to another row, or was sealed with a missing
 * key.
 */
export const openSecret = (ring: Keyring, table: Table, id: string, sealed: Uint8Array): string =>
  open(ring, placeOf(table, id), sealed)

const { id: secretId, secret: unsealed, sealed: closed } = webhookSecrets
const everySecret = prepared((build) =>
  build.select({ id: secretId, secret: unsealed, sealed: closed }).from(webhookSecrets),
)

/**
 * Seals secrets that were stored before sealing was introduced, and secrets that were sealed with an earlier key.
 * @returns the number of sealed secrets
 */
export const resealSecrets = async (db: Db, ring: Keyring): Promise<number> => {
  const rows = await onSlot(db, (sql) => everySecret(sql))
  const old = rows.filter(({ sealed }) => sealed === null || sealedWith(sealed) < ring.newest)
  if (old.length === 0) return 0
  return write(db, { kind: 'webhook.secrets-sealed', request: 'webhooks' }, async ({ sql }) => {
    for (const { id, secret, sealed } of old) {
      const words = sealed
        ? openSecret(ring, 'webhook_secrets', id, sealed)
        : Buffer.from(secret ?? []).toString('base64')
      await sql`update authz.webhook_secrets set sealed = ${sealSecret(ring, 'webhook_secrets', id, words)}, secret = null where id = ${id}`
    }
    return old.length
  })
}
