import { buffer } from 'node:stream/consumers'
import { crc32 } from 'node:zlib'
import yauzl from 'yauzl'
import { ZipFile } from 'yazl'
import { Refused } from '../verdict.ts'

/** The files of an archive by their names in lower case, because Office ignores the case of names. */
export type Archive = ReadonlyMap<string, Buffer>

const mostParts = 3_000
/** Maximum size in bytes of all unpacked parts together. */
const largestInside = 150 * 1024 * 1024
const localHeader = 0x04034b50

/**
 * Unpacks an archive.
 * @throws Refused for an archive with a wrong size or checksum, a duplicate name, or a path that leads out of the
 * archive
 */
export const unpack = async (bytes: Buffer): Promise<Archive> => {
  if (bytes.length < 4 || bytes.readUInt32LE(0) !== localHeader) throw new Refused('broken')
  const parts = new Map<string, Buffer>()
  let inside = 0
  try {
    const zip = await yauzl.fromBufferPromise(bytes, { lazyEntries: true, strictFileNames: true })
    for await (const entry of zip.eachEntry()) {
      if (entry.isEncrypted()) throw new Refused('encrypted')
      inside += entry.uncompressedSize
      if (inside > largestInside || parts.size === mostParts) throw new Refused('too-much-inside')
      if (entry.fileName.endsWith('/')) continue
      // The library stops unpacking at the size that the archive states, and the checksum is computed from the unpacked
      // content.
      const content = await buffer(await zip.openReadStreamPromise(entry))
      const name = entry.fileName.toLowerCase()
      if (crc32(content) !== entry.crc32 || parts.has(name)) throw new Refused('broken')
      parts.set(name, content)
    }
  } catch (cause) {
    throw cause instanceof Refused ? cause : new Refused('broken', { cause })
  }
  return parts
}

/**
 * The earliest date that a ZIP archive can state. It is written for every part, so that the rebuilt file reveals no
 * time.
 */
const noTime = new Date(1980, 0, 1)

export const pack = async (parts: Iterable<readonly [name: string, bytes: Buffer]>): Promise<Buffer> => {
  const zip = new ZipFile()
  for (const [name, bytes] of parts) {
    zip.addBuffer(bytes, name, { mtime: noTime, forceDosTimestamp: true, compress: !/\.(png|jpeg)$/.test(name) })
  }
  zip.end()
  return buffer(zip.outputStream)
}
