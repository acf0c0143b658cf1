import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import type { Compartment } from '@palermo/shared/compartments.ts'

/** Keys by number. New text is sealed with the newest key; a key for each compartment is derived from each key. */
export interface Keyring {
  newest: number
  keys: ReadonlyMap<number, Uint8Array>
  /**
   * Reads the keys again, to decrypt text that another process sealed with a key added since the start of this process.
   */
  reread?: () => ReadonlyMap<number, Uint8Array>
}

/** The row and the column of sealed bytes. Bytes that were moved to another place cannot be decrypted. */
export interface Place {
  table: string
  field: string
  id: string
  compartment: Compartment
}

const version = 1
const overhead = 1 + 2 + 12 + 16

/**
 * Seals a text. Layout: version (1), key reference (2), IV (12, random), tag (16), AES-256-GCM ciphertext; the place is
 * the additional authenticated data.
 */
export const seal = (ring: Keyring, place: Place, text: string): Buffer => {
  const iv = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', keyFor(ring, ring.newest, place.compartment), iv)
  cipher.setAAD(aadOf(place))
  const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
  const head = Buffer.alloc(3)
  head.writeUInt8(version, 0)
  head.writeUInt16BE(ring.newest, 1)
  return Buffer.concat([head, iv, cipher.getAuthTag(), body])
}

/** Decrypts sealed bytes. Throws if the bytes were changed, moved to another row, or sealed with an unknown key. */
export const open = (ring: Keyring, place: Place, sealed: Uint8Array): string => {
  const bytes = Buffer.from(sealed)
  if (bytes.length < overhead || bytes.readUInt8(0) !== version) throw new Error('these are no sealed bytes')
  const decipher = createDecipheriv(
    'aes-256-gcm',
    keyFor(ring, bytes.readUInt16BE(1), place.compartment),
    bytes.subarray(3, 15),
  )
  decipher.setAAD(aadOf(place))
  decipher.setAuthTag(bytes.subarray(15, 31))
  return Buffer.concat([decipher.update(bytes.subarray(31)), decipher.final()]).toString('utf8')
}

const aadOf = ({ table, field, id, compartment }: Place) => Buffer.from([table, field, id, compartment].join('|'))

const derived = new WeakMap<Keyring, Map<string, Buffer>>()

/** Returns the key of a compartment, or of the search index, derived from one key of the ring and cached in memory. */
export const keyFor = (ring: Keyring, reference: number, compartment: Compartment | 'index'): Buffer => {
  const cache = derived.get(ring) ?? new Map<string, Buffer>()
  derived.set(ring, cache)
  const name = `${reference}:${compartment}`
  const known = cache.get(name)
  if (known) return known
  const master = ring.keys.get(reference) ?? ring.reread?.().get(reference)
  if (!master) throw new Error(`no key ${reference} on the ring`)
  const key = Buffer.from(hkdfSync('sha256', master, 'palermo', compartment, 32))
  cache.set(name, key)
  return key
}

/**
 * Returns blind tokens of a person, in hexadecimal, for the search before a case is opened: HMAC-SHA-256 cut to 24
 * bits, so that many names share a token and a stolen table reveals no name. Parts of a name are normalised (case,
 * accents, order) and combined with the year of birth.
 */
export const blindTokens = (ring: Keyring, names: readonly string[], birthYear: number | null): string[] => {
  const oldest = Math.min(...ring.keys.keys())
  const words = new Set(
    names.flatMap((name) =>
      name
        .normalize('NFKD')
        .replaceAll(/\p{M}/gu, '')
        .toLowerCase()
        .split(/[^\p{L}\p{N}]+/u),
    ),
  )
  return [...words]
    .filter((word) => word.length > 1)
    .map((word) =>
      createHmac('sha256', keyFor(ring, oldest, 'index'))
        .update(`${word}|${birthYear ?? ''}`)
        .digest()
        .toString('hex', 0, 3),
    )
}

/** Returns the number of the key with which bytes were sealed. */
export const sealedWith = (sealed: Uint8Array): number => Buffer.from(sealed).readUInt16BE(1)

/**
 * Returns a second key ring, for the values that the worker must decrypt. The ring is derived from the main ring, but
 * decrypts no text of a case.
 */
export const outboundRing = ({ newest, keys }: Keyring): Keyring => ({
  newest,
  keys: new Map(
    [...keys].map(([reference, master]) => [
      reference,
      Buffer.from(hkdfSync('sha256', master, 'palermo', 'outbound', 32)),
    ]),
  ),
})

/**
 * Returns the key ring of an embedded installation: one file for each key, mode 0600, in a folder outside the database.
 * The folder is created if it does not exist.
 */
export const embeddedKeyring = (folder: string): Keyring => {
  keep(folder, 1, randomBytes(32))
  return readKeyring(folder) as Keyring
}

/**
 * Adds a key with which new text is sealed. Earlier keys are kept for text that was sealed with them.
 * @returns the number of the key
 */
export const addKey = (folder: string): number => {
  const next = embeddedKeyring(folder).newest + 1
  keep(folder, next, randomBytes(32))
  return next
}

/** Writes the derived key ring of the worker into a folder that the worker can read. */
export const handOver = (folder: string, ring: Keyring): void => {
  for (const [reference, key] of outboundRing(ring).keys) keep(folder, reference, key)
}

/** Reads the key ring in a folder; undefined if the folder has no keys yet. @throws if a key is damaged */
export const readKeyring = (folder: string): Keyring | undefined => {
  const read = () => new Map(keyFiles(folder).map((file) => [Number.parseInt(file, 10), readKey(folder, file)]))
  const keys = read()
  return keys.size === 0 ? undefined : { newest: Math.max(...keys.keys()), keys, reread: read }
}

const keyFiles = (folder: string) =>
  existsSync(folder) ? readdirSync(folder).filter((name) => /^[1-9]\d{0,4}\.key$/.test(name)) : []

const readKey = (folder: string, file: string): Buffer => {
  const key = readFileSync(path.join(folder, file))
  if (key.length !== 32) throw new Error('the sealing key is damaged')
  return key
}

const keep = (folder: string, reference: number, key: Uint8Array): void => {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  try {
    writeFileSync(path.join(folder, `${reference}.key`), key, { mode: 0o600, flag: 'wx' })
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
  }
}
