import { mostDevices, type PushDevice, type PushState, type Subscribe } from '@palermo/shared/notices/push.ts'
import { Problem } from '@palermo/shared/problem.ts'
import { eq } from 'drizzle-orm'
import { v7 } from 'uuid'
import { type Db, type RequestContext, read, write } from '../actor.ts'
import { prepared } from '../prepared.ts'
import { type RowRead, rowsOf } from '../readers.ts'
import { onSlot } from '../screen.ts'
import { type Keyring, sealedWith } from '../seal.ts'
import { openSecret, sealSecret } from './sealed-secrets.ts'
import { pushKeys, pushSubscriptions } from './table.ts'

const publicKeyOf = prepared((build) => build.select({ publicKey: pushKeys.publicKey }).from(pushKeys))
const { id: deviceId, device: deviceName, createdAt: subscribedAt } = pushSubscriptions
const deviceRows = rowsOf({ id: deviceId, device: deviceName, createdAt: subscribedAt })

/**
 * Reads the subscribed browsers of the actor, and the public key that a further browser needs in order to subscribe.
 */
export const readPushState = async (db: Db, who: RequestContext): Promise<PushState> => {
  const { rows } = await read(db, who, (sql) => [
    publicKeyOf(sql),
    deviceRows(sql`
      select id, device, created_at as "createdAt" from app.push_subscriptions
       where person_id = (select person_id from authz.me) order by created_at desc, id desc`),
  ])
  return { publicKey: rows[0][0]?.publicKey ?? null, devices: [...rows[1]] }
}

/**
 * Registers a browser for push messages; a repeated registration changes nothing. The browser belongs to the last
 * person who registered it.
 * @param allowPlain whether the push service may be reached by http, as on the machine of a demo
 * @throws Problem invalid
 */
export const subscribePush = (
  db: Db,
  who: RequestContext,
  { input, device, allowPlain }: { input: Subscribe; device: string; allowPlain: boolean },
): Promise<PushDevice> =>
  write(db, who, async ({ sql }, actor) => {
    const { endpoint, keys } = input
    if (!allowPlain && new URL(endpoint).protocol !== 'https:')
      throw new Problem('invalid', undefined, {
        errors: [{ pointer: '/endpoint', detail: 'has to begin with https://' }],
      })
    const fresh = v7()
    // Concurrent registrations run one after the other, so that each counts the earlier registrations against the
    // maximum.
    await sql`select app.wait_for_turn(${`devices ${actor.personId}`})`
    await sql`select app.subscribe_push(${fresh}, ${endpoint}, ${keys.p256dh}, ${keys.auth}, ${device})`
    const rows = await deviceRows(sql`
      select id, device, created_at as "createdAt" from app.push_subscriptions
       where person_id = (select person_id from authz.me) order by id desc`)
    const oldest = rows.slice(mostDevices).map(({ id }) => id)
    await sql`delete from app.push_subscriptions where id = any (${oldest}::text[]::uuid[])`
    const made = rows.find(({ id }) => id === fresh)
    if (!made) throw new Problem('not-found')
    return made
  })

/** Ends the subscription of a browser to push messages. @throws Problem not-found for a browser of another person */
export const endPush = (db: Db, who: RequestContext, id: string): Promise<void> =>
  write(db, who, async ({ sql }) => {
    const ended =
      await sql`delete from app.push_subscriptions where id = ${id} and person_id = (select person_id from authz.me) returning id`
    if (ended.length === 0) throw new Problem('not-found')
  })

export interface PushKeys {
  publicKey: string
  privateKey: string
}

const { publicKey: ours, privateKey: open, sealed: closed } = pushKeys
const keptKeys = prepared((build) => build.select({ publicKey: ours, privateKey: open, sealed: closed }).from(pushKeys))
type KeptKeys = RowRead<typeof keptKeys>
const kept = (db: Db) => onSlot(db, (sql) => keptKeys(sql))

/** The key of the only row in the table of push keys. */
const only = 'system'

/** Decrypts the stored keys, and seals them again if they were sealed with an earlier key or not at all. */
const opened = async (db: Db, ring: Keyring, { publicKey, privateKey, sealed }: KeptKeys): Promise<PushKeys> => {
  const words = sealed ? openSecret(ring, 'push_keys', only, sealed) : (privateKey ?? '')
  if (sealed === null || sealedWith(sealed) < ring.newest)
    await write(db, { kind: 'push.keys-sealed', request: 'push' }, async ({ sql }) => {
      await sql`update app.push_keys set sealed = ${sealSecret(ring, 'push_keys', only, words)}, private_key = null`
    })
  return { publicKey, privateKey: words }
}

/**
 * Returns the key pair by which push services identify this system. The first worker makes the key pair, which never
 * changes.
 */
export const keepPushKeys = async (db: Db, ring: Keyring, make: () => Promise<PushKeys>): Promise<PushKeys> => {
  const [known] = await kept(db)
  if (known) return opened(db, ring, known)
  const { publicKey, privateKey } = await make()
  await write(db, { kind: 'push.keys-made', request: 'push' }, async ({ sql }) => {
    await sql`insert into app.push_keys (public_key, sealed) values (${publicKey}, ${sealSecret(ring, 'push_keys', only, privateKey)}) on conflict do nothing`
  })
  const [made] = await kept(db)
  if (!made) throw new Error('the push keys were not kept')
  return opened(db, ring, made)
}

const forget = prepared((build, { id }: { id: string }) =>
  build.delete(pushSubscriptions).where(eq(pushSubscriptions.id, id)),
)

/** Deletes a browser whose subscription has ended, as the push service reported. */
export const forgetBrowser = (db: Db, id: string): Promise<void> =>
  write(db, { kind: 'push.forgotten', request: id }, async ({ sql }) => {
    await forget(sql, { id })
  })
