import { buffer } from 'node:stream/consumers'
import { crc32 } from 'node:zlib'
import yauzl from 'yauzl'
import { ZipFile } from 'yazl'
import { cleanPart, type Part, refusePart } from './office-parts.ts'
import { type Inspected, Refused } from './verdict.ts'

const mostParts = 3_000
/** Bytes of all parts together, unpacked. */
const largestInside = 150 * 1024 * 1024
const mainPart = { docx: 'word/document.xml', xlsx: 'xl/workbook.xml' } as const

/**
 * Unpacks a document part by part, refuses it for what could act, and packs anew what was read: what stood before, between
 * or behind its parts is not in the result.
 * @throws Refused
 */
export const repack = async (bytes: Buffer, type: 'docx' | 'xlsx'): Promise<Inspected> => {
  if (bytes.readUInt32LE(0) !== localHeader) throw new Refused('broken')
  const parts = await unpack(bytes)
  const names = parts.map(({ name }) => name)
  if (new Set(names.map((name) => name.toLowerCase())).size < names.length) throw new Refused('broken')
  if (!names.includes('[Content_Types].xml') || !names.includes(mainPart[type])) throw new Refused('broken')
  for (const part of parts) refusePart(part)
  return { bytes: await pack(parts.flatMap((part) => cleanPart(part) ?? [])), changes: ['details-removed'] }
}
const localHeader = 0x04034b50

const unpack = async (bytes: Buffer): Promise<Part[]> => {
  const parts: Part[] = []
  let inside = 0
  try {
    const zip = await yauzl.fromBufferPromise(bytes, { lazyEntries: true, strictFileNames: true })
    for await (const entry of zip.eachEntry()) {
      if (entry.isEncrypted()) throw new Refused('encrypted')
      inside += entry.uncompressedSize
      if (inside > largestInside || parts.length === mostParts) throw new Refused('too-much-inside')
      if (entry.fileName.endsWith('/')) continue
      // The size is held to what was said, and the sum to what is there.
      const content = await buffer(await zip.openReadStreamPromise(entry))
      if (crc32(content) !== entry.crc32) throw new Refused('broken')
      parts.push({ name: entry.fileName, bytes: content })
    }
  } catch (cause) {
    throw cause instanceof Refused ? cause : new Refused('broken', { cause })
  }
  return parts
}

/** The beginning of what a ZIP archive can tell as time, so that it tells none. */
const noTime = new Date(1980, 0, 1)

const pack = async (parts: readonly Part[]): Promise<Buffer> => {
  const zip = new ZipFile()
  for (const { name, bytes } of parts) {
    zip.addBuffer(bytes, name, { mtime: noTime, forceDosTimestamp: true, compress: !/\.(png|jpe?g)$/i.test(name) })
  }
  zip.end()
  return buffer(zip.outputStream)
}
