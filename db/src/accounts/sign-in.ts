import { randomBytes } from 'node:crypto'
import { Problem } from '@palermo/shared/problem.ts'
import { v7 } from 'uuid'
import { flag, number, orNull, type RowRead, rowsOf, text } from '../readers.ts'
import { onSlot } from '../screen.ts'
import type { SlotSql, Slots } from '../slots.ts'
import { decoyRecipe, hashPassword, proofOf } from './passwords.ts'
import { attempts, sessions } from './table.ts'

/** The connections of the database login that checks passwords. Only the sign-in process has this login. */
export interface Keys {
  slots: Slots
}

export interface Opened {
  secret: Buffer
  refresh: Buffer
  endsAt: string
}

/** The rows of an attempt that the database counted and allowed. `recipe` is null for an address without an account. */
const reservedRows = rowsOf({ attempt: orNull(attempts.id), recipe: orNull(text), wait: number })
type Reserved = RowRead<typeof reservedRows>
const endRows = rowsOf({ ends: orNull(sessions.expiresAt) })
const refreshedRows = rowsOf({ outcome: text, ends: orNull(sessions.expiresAt) })
const changedRows = rowsOf({ changed: flag })

/**
 * Opens a session if the password is right. A wrong password and an unknown address get the same refusal after the same
 * work. `network` is the network of the sender, by which failed attempts are counted.
 * @throws Problem wrong-credentials, too-many
 */
export const signIn = async (
  keys: Keys,
  input: { email: string; password: string; device: string; network: string },
): Promise<Opened> => {
  const { attempt, proof } = await attemptWith(keys, input.password, (sql) =>
    reservedRows(sql`
        select attempt, recipe, wait from authz.reserve_attempt(${input.email}, ${input.network})`),
  )
  const secret = randomBytes(32)
  const refresh = randomBytes(32)
  const [row] = await onSlot(keys, (sql) =>
    endRows(sql`
        select authz.open_session(${attempt}, ${proof}, ${v7()}, ${secret}, ${refresh}, ${input.device}) as ends`),
  )
  if (!row?.ends) throw new Problem('wrong-credentials')
  return { secret, refresh, endsAt: row.ends }
}

/** Counts the attempt before the slow check of the password, so that concurrent attempts cannot exceed the limit. */
const attemptWith = async (
  keys: Keys,
  password: string,
  reserve: (sql: SlotSql) => PromiseLike<Reserved[]>,
): Promise<{ attempt: string; proof: Buffer }> => {
  const [reserved] = await onSlot(keys, reserve)
  if (!reserved) throw new Problem('unavailable')
  if (reserved.attempt === null) throw new Problem('too-many', undefined, { retryAfter: reserved.wait })
  return { attempt: reserved.attempt, proof: await proofOf(password, reserved.recipe ?? decoyRecipe) }
}

/**
 * Exchanges a refresh token for the next refresh token.
 * @throws Problem not-signed-in; changed-meanwhile if another tab exchanged the same token first
 */
export const refreshSession = async (
  keys: Keys,
  held: { secret: Uint8Array; refresh: Uint8Array },
): Promise<Opened> => {
  const next = randomBytes(32)
  const [row] = await onSlot(keys, (sql) =>
    refreshedRows(sql`
        select outcome, ends from authz.refresh(${Buffer.from(held.secret)}, ${Buffer.from(held.refresh)}, ${next})`),
  )
  if (row?.outcome === 'raced') throw new Problem('changed-meanwhile')
  if (row?.outcome !== 'done' || row.ends === null) throw new Problem('not-signed-in')
  return { secret: Buffer.from(held.secret), refresh: next, endsAt: row.ends }
}

/**
 * Changes the password of the session's owner and ends the owner's other sessions. The present password is checked and
 * its attempts are counted as at a sign-in, because the sender may have taken over the session and be guessing.
 * @returns false if `current` is not the present password
 * @throws Problem not-signed-in, too-many
 */
export const changePassword = async (
  keys: Keys,
  input: { secret: Uint8Array; current: string; next: string; network: string },
): Promise<boolean> => {
  const acting = Buffer.from(input.secret)
  const { attempt, proof } = await attemptWith(keys, input.current, (sql) =>
    reservedRows(sql`
        select attempt, recipe, wait from authz.reserve_own_attempt(${acting}, ${input.network})`),
  )
  const hash = await hashPassword(input.next)
  const [row] = await onSlot(keys, (sql) =>
    changedRows(sql`
        select authz.change_password(${acting}, ${attempt}, ${proof}, ${hash}) as changed`),
  )
  return row?.changed === true
}
