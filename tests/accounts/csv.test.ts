import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { readCsv } from '@palermo/server/cli/read-csv.ts'
import { toCsv } from '@palermo/server/csv.ts'
import fc from 'fast-check'
import { afterAll, expect, test } from 'vitest'

const folder = mkdtempSync(path.join(tmpdir(), 'palermo-csv-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const readBack = async (text: string) => {
  const file = path.join(folder, 'list.csv')
  writeFileSync(file, text)
  const rows = []
  for await (const row of readCsv(file, { required: ['a', 'b'], optional: [] })) rows.push(row)
  return rows
}

const cell = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  fc
    .tuple(fc.constantFrom('=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠', '"', ',', "'", '\n'), fc.string())
    .map((parts) => parts.join('')),
)

test('no cell of a file begins as a formula, and text is otherwise unchanged', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(cell, cell), { maxLength: 20 }), async (rows) => {
      const read = await readBack(
        toCsv(
          ['a', 'b'],
          rows.map(([a, b]) => ({ a, b })),
        ),
      )
      expect(read.every(({ uneven }) => !uneven)).toBe(true)
      for (const [i, { cells }] of read.entries()) {
        for (const [j, column] of (['a', 'b'] as const).entries()) {
          expect(cells[column]).not.toMatch(/^[=+\-@\t\r＝＋－＠]/u)
          const typed = rows[i]?.[j] ?? ''
          expect([typed, `'${typed}`]).toContain(cells[column])
        }
      }
      expect(read).toHaveLength(rows.length)
    }),
    { numRuns: 200 },
  )
})

test('a missing value stays empty, a number stays a number, yes and no are words', () => {
  expect(toCsv(['a', 'b', 'c'], [{ a: null, b: -5, c: false }])).toBe('\uFEFFa,b,c\r\n,"-5",false\r\n')
})

test('lines are counted from the header, also where a cell holds several', async () => {
  const read = await readBack('a,b\n1,"two\nlines"\n3,4\n')
  expect(read.map(({ line, cells }) => [line, cells.a])).toEqual([
    [2, '1'],
    [4, '3'],
  ])
})
