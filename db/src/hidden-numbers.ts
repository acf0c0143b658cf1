import { createCipheriv, createDecipheriv } from 'node:crypto'
import { Problem } from '@palermo/shared/problem.ts'
import { type Keyring, keyFor } from './seal.ts'

/** The lists whose rows are numbered over the whole database. */
type NumberedList = 'events' | 'looks'

const block = (list: NumberedList, id: bigint): Buffer => {
  const bytes = Buffer.alloc(16)
  bytes.writeBigUInt64BE(id)
  bytes.write(list, 8, 'ascii')
  return bytes
}

/**
 * Encrypts a row's running number to 22 characters that reveal neither the number nor the order. From visible running
 * numbers every reader could tell how active others are: the gap between two of the reader's own rows counts the
 * requests of all agencies.
 */
export const hideNumber = (ring: Keyring, list: NumberedList, id: string): string => {
  const cipher = createCipheriv('aes-256-ecb', keyFor(ring, ring.newest, 'index'), null).setAutoPadding(false)
  return Buffer.concat([cipher.update(block(list, BigInt(id))), cipher.final()]).toString('base64url')
}

/**
 * Returns the running number from a text that `hideNumber` made; undefined for any other text, for another list, and
 * for an earlier key.
 */
export const revealNumber = (ring: Keyring, list: NumberedList, text: string): string | undefined => {
  if (!/^[\w-]{22}$/.test(text)) return undefined
  const decipher = createDecipheriv('aes-256-ecb', keyFor(ring, ring.newest, 'index'), null).setAutoPadding(false)
  const bytes = Buffer.concat([decipher.update(Buffer.from(text, 'base64url')), decipher.final()])
  const id = bytes.readBigUInt64BE()
  return id < 2n ** 63n && bytes.equals(block(list, id)) ? String(id) : undefined
}

/**
 * Returns the number of the row after which a page of the list continues; undefined for the first page.
 * @throws Problem bad-request for a cursor of another list
 */
export const numberAt = (ring: Keyring, list: NumberedList, cursor: string | undefined): string | undefined => {
  if (cursor === undefined) return undefined
  const number = revealNumber(ring, list, cursor)
  if (number === undefined) throw new Problem('bad-request', 'This cursor is not one of ours.')
  return number
}
