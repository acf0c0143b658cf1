import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto'
import type { Keyring } from './seal.ts'

/** Payloads are padded to multiples of this many bytes, so that their length reveals nothing. */
const block = 256
const ivLength = 12
const tagLength = 16

const keyFor = (master: Uint8Array, channel: string) =>
  Buffer.from(hkdfSync('sha256', master, 'palermo', `hint ${channel}`, 32))

/** Encrypts a NOTIFY payload, so that database logins without the key cannot read it. */
export const sealHint = ({ newest, keys }: Keyring, channel: string, text: string): string | undefined => {
  const master = keys.get(newest)
  if (master === undefined) return undefined
  const iv = randomBytes(ivLength)
  const cipher = createCipheriv('aes-256-gcm', keyFor(master, channel), iv)
  const padded = text.padEnd(
    Math.ceil((Buffer.byteLength(text) + 1) / block) * block - Buffer.byteLength(text) + text.length,
  )
  const sealed = Buffer.concat([cipher.update(padded, 'utf8'), cipher.final()])
  return `${newest}.${Buffer.concat([iv, cipher.getAuthTag(), sealed]).toString('base64')}`
}

/** Decrypts a NOTIFY payload; returns undefined for a payload that was not encrypted with one of the keys. */
export const openHint = ({ keys }: Keyring, channel: string, sealed: string): string | undefined => {
  const [reference, text] = sealed.split('.')
  const master = keys.get(Number(reference))
  if (master === undefined || text === undefined) return undefined
  const bytes = Buffer.from(text, 'base64')
  try {
    const decipher = createDecipheriv('aes-256-gcm', keyFor(master, channel), bytes.subarray(0, ivLength), {
      authTagLength: tagLength,
    })
    decipher.setAuthTag(bytes.subarray(ivLength, ivLength + tagLength))
    const opened = [decipher.update(bytes.subarray(ivLength + tagLength)), decipher.final()]
    return Buffer.concat(opened).toString('utf8').trimEnd()
  } catch {
    return undefined
  }
}
