import type { BeginUpload } from '@palermo/shared/documents/uploads.ts'

/**
 * Returns the name and the hash of a file, by which the server finds an interrupted upload of the same file. The hash
 * is computed whenever a file is selected, so that nothing is stored on the device; undefined if the browser has no
 * hash function, as on a page without https.
 */
export const fingerprintOf = async (file: File): Promise<BeginUpload['file']> => {
  const sha256 = await sumOf(await file.arrayBuffer())
  return sha256 === undefined ? undefined : { name: file.name, sha256 }
}

/** Returns the SHA-256 hash of the bytes in hexadecimal digits; undefined if the browser has no hash function. */
export const sumOf = async (bytes: BufferSource): Promise<string | undefined> => {
  const sums = globalThis.crypto.subtle as SubtleCrypto | undefined
  const sum = await sums?.digest('SHA-256', bytes)
  return sum && Array.from(new Uint8Array(sum), (byte) => byte.toString(16).padStart(2, '0')).join('')
}
