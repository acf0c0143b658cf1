import { readMigrations, readObjects, shippedFolders } from '@palermo/db/migrate/files.ts'
import { everyUnit, splitStatements } from '@palermo/db/migrate/units.ts'
import { describe, expect, test } from 'vitest'
import { code, everySource } from './source.ts'

const sources = everySource()

test('SQL is written in db, and to arrange and look in tests', () => {
  const statement =
    /\b(sql|fragment)(<[^`]*>)?`|\b(select\s+[\w*(][^'"`]*\bfrom\s+\w|insert\s+into\s+\w|delete\s+from\s+\w|update\s+\w+(\.\w+)?\s+set\s)/i
  const elsewhere = sources
    .filter(({ package: name }) => ['shared', 'server', 'workers', 'web'].includes(name))
    // Excluded, because it checks the health of the process through a connection of its own.
    .filter(({ file }) => file !== 'server/src/health.ts')
    .filter(({ text }) => statement.test(code(text)))
  expect(elsewhere.map(({ file }) => file)).toEqual([])
})

test('nothing but migrations and tests makes a statement out of text that was put together', () => {
  const loose = sources
    .filter(({ package: name }) => name !== 'tests')
    .flatMap(({ file, text }) =>
      [...code(text).matchAll(/\.unsafe\(([^)]*)\)/g)].map(([, what = '']) => [file, what.trim()] as const),
    )
    .filter(
      ([file, what]) =>
        !/^'[^'$]*'$/.test(what) &&
        // A statement that drizzle builds when the module is loaded, before any value from a request exists.
        !(file === 'db/src/prepared.ts' && what.startsWith('plan.text, ')) &&
        !['db/src/migrate.ts', 'db/src/roles.ts'].includes(file) &&
        !file.startsWith('db/src/migrate/') &&
        !file.startsWith('db/src/embedded'),
    )
  expect(loose).toEqual([])
})

test('what drizzle builds is built when a module is loaded, so that each statement is one text', () => {
  const later = sources
    .filter(({ package: name, file }) => name === 'db' && file !== 'db/src/prepared.ts')
    .flatMap(({ file, text }) =>
      code(text)
        .split('\n')
        .filter((line) => /\bprepared\(/.test(line) && !/^(export )?const \w+ = prepared\(/.test(line))
        .map((line) => `${file}: ${line.trim()}`),
    )
  expect(later).toEqual([])
})

describe('every name in SQL says its schema, so that no setting of a session can mean another', () => {
  const keywords = new Set([
    'select',
    'set',
    'skip',
    'of',
    'lateral',
    'only',
    'nothing',
    'unnest',
    'excluded',
    'values',
    'each',
    'with',
    'update',
    'delete',
    'insert',
    'public',
    'current_user',
    'session_user',
  ])
  /**
   * Names after `from`, `join`, `into` and `update` without a schema that are neither a `with` query nor a
   * set-returning function.
   */
  const bare = (statement: string) => {
    const withs = new Set(
      [
        ...statement.matchAll(
          /(?:\bwith\s+(?:recursive\s+)?|,\s*)(\w+)\s*(?:\([^)]*\)\s*)?as\s+(?:not\s+)?(?:materialized\s*)?\(/gi,
        ),
      ].map(([, name]) => name?.toLowerCase()),
    )
    return [...statement.matchAll(/\b(?:from|join|into|update)\s+([a-z_]\w*)\b(?!\s*[.(])/gi)]
      .map(([, name = '']) => name.toLowerCase())
      .filter((name) => !keywords.has(name) && !withs.has(name) && !name.startsWith('pg_'))
  }

  test('in queries and commands', () => {
    const found = sources
      .filter(({ package: name, folder }) => name === 'db' && folder !== 'embedded')
      .flatMap(({ file, text }) =>
        [...code(text).matchAll(/\b(?:sql|fragment)(?:<[^`]*>)?`((?:[^`\\]|\\.)*)`/g)].flatMap(([, statement = '']) =>
          bare(statement.replaceAll(/\$\{[^}]*\}/g, '$1')).map((name) => `${file}: ${name}`),
        ),
      )
    expect(found).toEqual([])
  })

  test('in migrations and object files, where functions have no path to look along', () => {
    const files = [...readMigrations(shippedFolders.migrations), ...readObjects(shippedFolders.objects)]
    const loose = files.flatMap(({ name: file, text }) =>
      [...text.matchAll(/create (?:or replace )?(?:function|procedure) ([\w.]+)/g)]
        .map(([, name = '']) => name)
        .filter((name) => !/^(app|authz|aud)\./.test(name))
        .map((name) => `${file}: ${name}`),
    )
    expect(loose).toEqual([])
  })
})

describe('structure and objects stand apart', () => {
  test('migrations make tables, types, keys and indexes, and nothing that an object file makes', () => {
    const objects =
      /^(create\s+(or\s+replace\s+)?(function|procedure|view|policy|(constraint\s+)?trigger)|(alter|drop)\s+(function|procedure|view|policy|trigger)|grant|revoke|call)\b|row level security/i
    const found = readMigrations(shippedFolders.migrations).flatMap((file) =>
      splitStatements(file).flatMap((statement) => (objects.test(statement) ? [`${file.name}: ${statement}`] : [])),
    )
    expect(found).toEqual([])
  })

  test('an object file lies with its capability, holds units that stand nowhere else, and stays short', () => {
    const files = readObjects(shippedFolders.objects)
    const capabilities = new Set(sources.filter(({ package: name }) => name === 'db').map(({ folder }) => folder))
    const homes = new Set([...capabilities, 'kernel', 'generated'])
    expect(files.map(({ name }) => name).filter((name) => !homes.has(name.split('/')[0] ?? ''))).toEqual([])
    expect(everyUnit(files).length).toBeGreaterThan(500)
    const long = [...files, ...readMigrations(shippedFolders.migrations)].filter(
      ({ text }) => text.split('\n').length > 301,
    )
    expect(long.map(({ name }) => name)).toEqual([])
  })
})
