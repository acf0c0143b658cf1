import { expect, test } from 'vitest'
import { code, everySource } from './source.ts'

// The type of a row comes from its table (`$inferSelect`, `prepared`) or from readers that check it (`rowsOf`). A type
// argument of `sql` is an unchecked claim. These maxima may only be lowered.

/** Present numbers of unchecked row types. When a statement is changed to read checked rows, lower its number. */
const most = { casts: 12, documents: 13, rowTypes: 20 }
/** Folders in which no unchecked row type is allowed any more. */
const clean = [
  'absences',
  'accounts',
  'agencies',
  'alerts',
  'approvals',
  'audit',
  'bars',
  'briefs',
  'contacts',
  'dashboards',
  'desk',
  'documents',
  'feeds',
  'filters',
  'forms',
  'handovers',
  'holidays',
  'housekeeping',
  'installation',
  'jurisdictions',
  'links',
  'notes',
  'presence',
  'queues',
  'requests',
  'search',
  'snapshots',
  'statistics',
  'tasks',
]

const sources = everySource().filter(({ package: name }) => name === 'db')
const found = (pattern: RegExp, within = sources) =>
  within.flatMap(({ file, text }) => [...code(text).matchAll(pattern)].map(([match]) => `${file}: ${match}`))
/** `Row[]` is allowed, because it is the driver's own type for any row. */
const cast = /\bsql<(?!Row\[\]>)[^`(]*/g
const document = /\bparseDocument<[^(]*/g
const rowType = /\binterface \w*Row\b|\btype \w*Row = (?!(Pick<|Omit<|RowRead<|z\.infer<)?typeof )[^\n]*/g

test.each([
  ['statements have their rows claimed by a cast', cast, most.casts],
  ['JSON of the database is taken for what it should be, without a contract,', document, most.documents],
  ['row types stand beside a table, written by hand,', rowType, most.rowTypes],
])('no more %s than are counted here', (_, pattern, limit) => {
  const left = found(pattern)
  expect(left.length, left.join('\n')).toBeLessThanOrEqual(limit)
})

test('none of it comes back where none is left', () => {
  const within = sources.filter(({ folder }) => clean.includes(folder))
  expect([cast, document, rowType].flatMap((pattern) => found(pattern, within))).toEqual([])
})
