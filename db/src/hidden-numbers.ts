import { createCipheriv, createDecipheriv } from 'node:crypto'
import { Problem } from '@palermo/shared/problem.ts'
import { type Keyring, keyFor } from './seal.ts'

/** Lists whose rows are numbered over the whole database. */
type NumberedList = 'events' | 'looks'

const block = (list: NumberedList, id: bigint): Buffer => {
  const bytes = Buffer.alloc(16)
  bytes.writeBigUInt64BE(id)
  bytes.write(list, 8, 'ascii')
  return bytes
}

/**
 * A row's running number as 22 characters that reveal neither the number nor the order. A visible running number would
 * tell every reader how much others do: the gap between two of their own rows counts the requests of all agencies.
 */
export const hideNumber = (ring: Keyring, list: NumberedList, id: string): string => {
  const cipher = createCipheriv('aes-256-ecb', keyFor(ring, ring.newest, 'index'), null).setAutoPadding(false)
  return Buffer.concat([cipher.update(block(list, BigInt(id))), cipher.final()]).toString('base64url')
}

/**
 * The running number of a text that `hideNumber` made; undefined for any other text, for another list, and for an
 * earlier key.
 */
export const revealNumber = (ring: Keyring, list: NumberedList, text: string): string | undefined => {
  if (!/^[\w-]{22}$/.test(text)) return undefined
  const decipher = createDecipheriv('aes-256-ecb', keyFor(ring, ring.newest, 'index'), null).setAutoPadding(false)
  const bytes = Buffer.concat([decipher.update(Buffer.from(text, 'base64url')), decipher.final()])
  const id = bytes.readBigUInt64BE()
  return id < 2n ** 63n && bytes.equals(block(list, id)) ? String(id) : undefined
}

/** The running number at which a page of the list continues. @throws Problem bad-request for a cursor of another list */
export const numberAt = (ring: Keyring, list: NumberedList, cursor: string | undefined): string | undefined => {
  if (cursor === undefined) return undefined
  const number = revealNumber(ring, list, cursor)
  if (number === undefined) throw new Problem('bad-request', 'This cursor is not one of ours.')
  return number
}
