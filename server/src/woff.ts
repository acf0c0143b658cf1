import { inflateSync } from 'node:zlib'

const headerLength = 44
const entryLength = 20

/**
 * Unpacks a WOFF file (WOFF 1.0, sections 4 and 5) to a TrueType or OpenType font. The font is unpacked once, because
 * the PDF library would unpack it in JavaScript, table by table, for each document, which took two thirds of the time
 * of a page.
 * @throws RangeError for a file that is no WOFF file
 */
export const unpackWoff = (woff: Buffer): Buffer => {
  if (woff.toString('latin1', 0, 4) !== 'wOFF') throw new RangeError('This is no WOFF file.')
  const count = woff.readUInt16BE(12)
  const entries = Array.from({ length: count }, (_, at) => woff.subarray(headerLength + at * entryLength))
  const tables = entries.map((entry) => {
    const [at, packed, length] = [entry.readUInt32BE(4), entry.readUInt32BE(8), entry.readUInt32BE(12)]
    const bytes = woff.subarray(at, at + packed)
    return {
      tag: entry.subarray(0, 4),
      checksum: entry.subarray(16, 20),
      bytes: packed < length ? inflateSync(bytes) : bytes,
    }
  })
  const power = Math.floor(Math.log2(count))
  const head = Buffer.alloc(12 + 16 * count)
  woff.copy(head, 0, 4, 8)
  for (const [at, value] of [count, 16 << power, power, 16 * count - (16 << power)].entries())
    head.writeUInt16BE(value, 4 + 2 * at)
  let offset = head.length
  for (const [at, { tag, checksum, bytes }] of tables.entries()) {
    const record = 12 + 16 * at
    tag.copy(head, record)
    checksum.copy(head, record + 4)
    head.writeUInt32BE(offset, record + 8)
    head.writeUInt32BE(bytes.length, record + 12)
    offset += bytes.length + padding(bytes)
  }
  return Buffer.concat([head, ...tables.flatMap(({ bytes }) => [bytes, Buffer.alloc(padding(bytes))])])
}

/** Returns the number of bytes to add after a table, because each table begins at a multiple of four bytes. */
const padding = ({ length }: Buffer) => -length & 3
