import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import type { FileHandle } from 'node:fs/promises'
import { Transform } from 'node:stream'

/**
 * A file is sealed in pieces, so that the whole file is never in memory and each piece can be opened alone: the STREAM
 * construction (Hoang, Reyhanitabar, Rogaway, Vizár 2015) with AES-256-GCM. Each file has a key of its own. Layout:
 * version (1 byte), random prefix of the nonces (7), then pieces of 64 KiB, each followed by its tag (16). A nonce
 * consists of the prefix, the number of the piece (4) and whether the piece is the last (1), so that pieces that are
 * exchanged, left out, repeated or cut off cannot be opened.
 */
const version = 1
const headSize = 8
const piece = 64 * 1024
const tagSize = 16
const sealedPiece = piece + tagSize

const nonceOf = (prefix: Uint8Array, number: number, last: boolean): Buffer => {
  const nonce = Buffer.alloc(12)
  nonce.set(prefix, 0)
  nonce.writeUInt32BE(number, 7)
  nonce.writeUInt8(last ? 1 : 0, 11)
  return nonce
}

/** Returns a stream that seals its input with a key of 32 bytes, which must never seal another file. */
export const sealing = (key: Uint8Array): Transform => {
  const prefix = randomBytes(7)
  let number = 0
  let held = Buffer.alloc(0)
  const sealed = (plain: Uint8Array, last: boolean): Buffer => {
    const cipher = createCipheriv('aes-256-gcm', key, nonceOf(prefix, number++, last))
    return Buffer.concat([cipher.update(plain), cipher.final(), cipher.getAuthTag()])
  }
  return new Transform({
    construct(done) {
      this.push(Buffer.concat([Buffer.from([version]), prefix]))
      done()
    },
    transform(chunk: Buffer, _encoding, done) {
      held = Buffer.concat([held, chunk])
      // A full piece is held back until more data arrive, because the last piece must be marked as last.
      for (; held.length > piece; held = held.subarray(piece)) this.push(sealed(held.subarray(0, piece), false))
      done()
    },
    flush(done) {
      done(null, sealed(held, true))
    },
  })
}

/** Returns the number of plain bytes in a sealed file of this size. @throws Error for a size that no sealed file has */
export const plainSize = (sealedSize: number): number => {
  const body = sealedSize - headSize
  const pieces = Math.ceil(body / sealedPiece)
  if (body < tagSize || body - (pieces - 1) * sealedPiece < tagSize) throw new Error('this is no sealed file')
  return body - pieces * tagSize
}

/**
 * Decrypts the plain bytes from `from` up to, but not including, `to`. Each piece is passed on only after its tag was
 * verified.
 * @throws Error if bytes were changed, moved or cut off, or if the key is not that of the file
 */
export async function* opening(file: FileHandle, key: Uint8Array, from = 0, to = Number.POSITIVE_INFINITY) {
  const { size } = await file.stat()
  const end = Math.min(to, plainSize(size))
  const head = await exactly(file, headSize, 0)
  if (head[0] !== version) throw new Error('this is no sealed file')
  const last = Math.ceil((size - headSize) / sealedPiece) - 1
  // An empty file has one piece, whose tag is also verified.
  for (let number = Math.floor(from / piece); number <= last && (number * piece < end || end === 0); number++) {
    const at = headSize + number * sealedPiece
    const bytes = await exactly(file, Math.min(sealedPiece, size - at), at)
    const decipher = createDecipheriv('aes-256-gcm', key, nonceOf(head.subarray(1), number, number === last))
    decipher.setAuthTag(bytes.subarray(-tagSize))
    const plain = Buffer.concat([decipher.update(bytes.subarray(0, -tagSize)), decipher.final()])
    yield plain.subarray(Math.max(0, from - number * piece), Math.min(plain.length, end - number * piece))
  }
}

const exactly = async (file: FileHandle, size: number, at: number): Promise<Buffer> => {
  const bytes = Buffer.alloc(size)
  const { bytesRead } = await file.read(bytes, 0, size, at)
  if (bytesRead < size) throw new Error('this is no whole sealed file')
  return bytes
}
