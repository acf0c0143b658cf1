import { readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { unpackWoff } from '@palermo/server/woff.ts'
import { expect, test } from 'vitest'

const { resolve } = createRequire(new URL('../../server/src/pdf-fonts.ts', import.meta.url))
const folderOf = (file: string) => path.dirname(resolve(file))
const folders = [
  '@fontsource/atkinson-hyperlegible-next/files/atkinson-hyperlegible-next-latin-400-normal.woff',
  '@fontsource/noto-sans-thai/files/noto-sans-thai-thai-400-normal.woff',
  '@fontsource/noto-serif-tibetan/files/noto-serif-tibetan-tibetan-400-normal.woff',
].map(folderOf)
const fonts = folders.flatMap((folder) =>
  readdirSync(folder)
    .filter((file) => file.endsWith('.woff'))
    .map((file) => path.join(folder, file)),
)

/** The checksum of a table as the font's directory records it (OpenType, "Calculating checksums"). */
const sumOf = (table: Buffer): number => {
  const padded = Buffer.concat([table, Buffer.alloc(-table.length & 3)])
  let sum = 0
  for (let at = 0; at < padded.length; at += 4) sum = (sum + padded.readUInt32BE(at)) >>> 0
  return sum
}

test('every table of an unpacked font is where its directory says, and is as its maker left it', () => {
  expect(fonts.length).toBeGreaterThan(10)
  for (const file of fonts) {
    const font = unpackWoff(readFileSync(file))
    const tables = Array.from({ length: font.readUInt16BE(4) }, (_, at) => font.subarray(12 + 16 * at))
    expect(tables.length, file).toBeGreaterThan(8)
    for (const entry of tables) {
      const tag = entry.toString('latin1', 0, 4)
      const table = font.subarray(entry.readUInt32BE(8), entry.readUInt32BE(8) + entry.readUInt32BE(12))
      // The checksum of the head table is skipped, because that table contains the checksum of the whole file.
      if (tag !== 'head') expect([file, tag, sumOf(table)]).toEqual([file, tag, entry.readUInt32BE(4)])
    }
  }
})

test('another file is refused', () => {
  expect(() => unpackWoff(Buffer.from('no font at all'))).toThrow('This is no WOFF file.')
})
