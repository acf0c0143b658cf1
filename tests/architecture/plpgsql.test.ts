import { readObjects, shippedFolders } from '@palermo/db/migrate/files.ts'
import { everyUnit } from '@palermo/db/migrate/units.ts'
import { expect, test } from 'vitest'

// Rules belong in TypeScript, where they are typed. The database enforces compartments, integrity and compare-and-set.
// These maxima may only be lowered, when a function has become shorter or was removed.

const routines = everyUnit(readObjects(shippedFolders.objects))
  .filter(({ kind, file }) => kind === 'function' && !file.startsWith('generated/'))
  .map(({ name, create }) => {
    const [, language = '', body = ''] = /\blanguage (\w+)\b[^$]*\$\$([\s\S]*)\$\$/i.exec(create) ?? []
    return { name, language, body, lines: body.split('\n').filter((line) => line.trim() !== '').length }
  })
const linesIn = (language: string) =>
  routines.filter((one) => one.language === language).reduce((sum, { lines }) => sum + lines, 0)

test('hand-written PL/pgSQL stays below its ceiling, and so do functions that are one query', () => {
  expect(routines.filter(({ lines }) => lines === 0)).toEqual([])
  expect(linesIn('plpgsql')).toBeLessThanOrEqual(1550)
  expect(linesIn('sql')).toBeLessThanOrEqual(1100)
})

test('a function that is one query is written as one', () => {
  const single = routines
    .filter(
      ({ language, body }) => language === 'plpgsql' && /^\s*begin\s+return (?!new|null)[^;]*;\s*end\s*$/.test(body),
    )
    .map(({ name }) => name)
  // `app.now` stays in PL/pgSQL, because PostgreSQL evaluates an expression without a query faster there when it is
  // needed for every row.
  expect(single).toEqual(['app.now'])
})

test('events are written by one function for records, and by one for deadlines', () => {
  const writers = routines.filter(({ body }) => /insert\s+into\s+app\.events\b/i.test(body)).map(({ name }) => name)
  expect(writers.toSorted()).toEqual(['app.record', 'app.write_clock'])
})
