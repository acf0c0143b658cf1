import { randomBytes } from 'node:crypto'
import { Problem } from '@palermo/shared/problem.ts'
import { v7 } from 'uuid'
import { onSlot } from '../screen.ts'
import type { Slots } from '../slots.ts'
import { checkInVain, hashPassword, passwordMatches } from './passwords.ts'

/** The connections of the sign-in login: they can open a session and do nothing else. */
export interface Keys {
  slots: Slots
}

export interface Opened {
  secret: Buffer
  refresh: Buffer
  endsAt: string
}

const lasts = '10 hours'

/** Five tries, then each next one has to wait: 1, 2, 4 … seconds, at most five minutes; never a lock for good. */
const waitAfter = (failures: number): number => (failures < 5 ? 0 : Math.min(300_000, 1000 * 2 ** (failures - 5)))

/**
 * Opens a session for the right password. The same refusal, and the same work, for a wrong one and an unknown address.
 * @throws Problem wrong-credentials, too-many
 */
export const signIn = async (
  keys: Keys,
  input: { email: string; password: string; device: string },
): Promise<Opened> => {
  const known = await credentialsOf(keys, input.email)
  const waitsUntil = known.failed_at === null ? 0 : Date.parse(known.failed_at) + waitAfter(known.failures)
  if (Date.now() < waitsUntil) throw new Problem('too-many')
  const { person_id: personId, hash } = known
  const right =
    personId !== null && hash !== null ? await passwordMatches(hash, input.password) : await checkInVain(input.password)
  if (!right || personId === null) {
    await onSlot(keys, (sql) => sql`select authz.note_failure(${input.email})`)
    throw new Problem('wrong-credentials')
  }
  const secret = randomBytes(32)
  const refresh = randomBytes(32)
  const [row] = await onSlot(
    keys,
    (sql) => sql<{ ends: string }[]>`
    select authz.open_session(${v7()}, ${personId}, ${secret}, ${refresh}, ${input.device}, ${lasts}) as ends`,
  )
  return { secret, refresh, endsAt: row?.ends ?? '' }
}

/** Nulls where nobody has this address, or may not sign in; the failures are the address's all the same. */
interface Credentials {
  person_id: string | null
  hash: string | null
  failures: number
  failed_at: string | null
}

/** The next refresh token for this one. @throws Problem not-signed-in; changed-meanwhile where another tab was faster */
export const refreshSession = async (
  keys: Keys,
  held: { secret: Uint8Array; refresh: Uint8Array },
): Promise<Opened> => {
  const next = randomBytes(32)
  const [row] = await onSlot(
    keys,
    (sql) => sql<{ outcome: string; ends: string }[]>`
    select outcome, ends from authz.refresh(${Buffer.from(held.secret)}, ${Buffer.from(held.refresh)}, ${next})`,
  )
  if (row?.outcome === 'raced') throw new Problem('changed-meanwhile')
  if (row?.outcome !== 'done') throw new Problem('not-signed-in')
  return { secret: Buffer.from(held.secret), refresh: next, endsAt: row.ends }
}

/** Sets a password; every other session of that person ends at once. */
export const setPassword = async (
  keys: Keys,
  personId: string,
  password: string,
  keep: string | null,
): Promise<void> => {
  const hash = await hashPassword(password)
  await onSlot(keys, (sql) => sql`select authz.set_password(${personId}, ${hash}, ${keep})`)
}

/** Gives an account its first password; one that has a password keeps it. */
export const setFirstPassword = async (keys: Keys, personId: string, password: string): Promise<void> => {
  const hash = await hashPassword(password)
  await onSlot(keys, (sql) => sql`select authz.set_first_password(${personId}, ${hash})`)
}

/** Whether this is the person's password now. */
export const provePassword = async (keys: Keys, email: string, password: string): Promise<boolean> => {
  const { hash } = await credentialsOf(keys, email)
  return hash !== null && passwordMatches(hash, password)
}

const credentialsOf = async (keys: Keys, email: string): Promise<Credentials> => {
  const [row] = await onSlot(
    keys,
    (sql) => sql<Credentials[]>`select person_id, hash, failures, failed_at from authz.credentials_of(${email})`,
  )
  if (!row) throw new Problem('unavailable')
  return row
}
