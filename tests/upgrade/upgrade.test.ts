import { randomBytes } from 'node:crypto'
import { findDrift } from '@palermo/db/drift.ts'
import { readMigrations, readObjects, shippedFolders } from '@palermo/db/migrate/files.ts'
import { type Applied, migrate } from '@palermo/db/migrate.ts'
import postgres from 'postgres'
import { v7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type AppOverDatabase, appOver } from '../app.ts'
import { emptyDatabase } from '../database.ts'
import { watchRoutes } from '../routes/registered.ts'
import { type Reading, readAsEach } from './reading.ts'
import { type Contents, contentsOf, lostBetween } from './rows.ts'
import { readState, readStatements, storedStates } from './stored.ts'

/** Data of this stored state that later migrations drop or change on purpose, each with the migration. */
const intended: Record<string, readonly string[]> = {}

/** Tables whose rows object files insert; after the upgrade they hold the rows of the new version. */
const rowsOfObjects = readObjects(shippedFolders.objects).flatMap(({ text }) =>
  [...text.matchAll(/^delete from ([\w.]+);$/gm)].map(([, table = '']) => table),
)

/** Changes every recorded hash, so that the upgrade creates each object again although it exists. */
const forgetHashes = (sql: postgres.Sql) => sql`
  update migrations.objects set hash = 'earlier ' || hash,
      units = (select jsonb_agg(unit || '{"hash": "earlier"}') from jsonb_array_elements(units) unit)`

test('a state is stored', () => {
  expect(storedStates().length).toBeGreaterThan(0)
})

describe.each(
  storedStates().flatMap((name) => [
    { name, as: 'as its version left it', forget: false },
    { name, as: 'whose every object is made again', forget: true },
  ]),
)('a database of the version with the migration $name, $as', ({ name, forget }) => {
  const state = readState(name)
  let sql: postgres.Sql
  let url: string
  let drop: () => Promise<void>
  let before: Map<number, Contents>
  let applied: Applied

  beforeAll(async () => {
    const made = await emptyDatabase()
    url = made.url
    drop = made.drop
    sql = postgres(url, { max: 1, onnotice: () => {} })
    await sql.unsafe(readStatements(name))
    await sql.unsafe('reset all')
    if (forget) await forgetHashes(sql)
    before = await contentsOf(sql)
    applied = await migrate(url)
  })
  afterAll(async () => {
    await sql.end()
    await drop()
  })

  test('gets the later migrations and the changed objects, and a second start applies nothing', async () => {
    const later = readMigrations(shippedFolders.migrations).filter((file) => file.name.slice(0, 4) > name)
    expect(applied.migrations).toEqual(later.map((file) => file.name))
    if (forget)
      expect(applied.objects).toEqual(
        expect.arrayContaining(readObjects(shippedFolders.objects).map((file) => file.name)),
      )
    expect(await migrate(url)).toEqual({ migrations: [], objects: [] })
  })

  test('has the catalogue of a new database', async () => {
    expect(await findDrift(url)).toEqual([])
  })

  test('loses no table, column, row or value', async () => {
    const lost = lostBetween(before, await contentsOf(sql)).filter(
      (one) => !rowsOfObjects.some((table) => one.startsWith(`${table}.`) || one.startsWith(`${table}:`)),
    )
    expect(lost.toSorted()).toEqual(intended[name] ?? [])
  })

  describe('read through the API', () => {
    let over: AppOverDatabase
    let read: Reading

    beforeAll(async () => {
      const watched = watchRoutes()
      const { newest, keys } = state.ring
      const ring = { newest, keys: new Map(keys.map(([number, key]) => [number, Buffer.from(key, 'hex')])) }
      // The log is hidden, because it reports the file of the document as missing: a stored state contains no files.
      over = await appOver(url, ring, [])
      watched.stop()
      // Sets the clock to the time at which the state was stored, so that no deadline has become due since.
      await sql`update app.clock set moved = ${state.at}::timestamptz - now()`
      const tokens: Record<string, string> = {}
      for (const [who, id] of Object.entries(state.people)) {
        const secret = randomBytes(32)
        await sql`select authz.insert_session(${v7()}, ${id}, ${secret}, ${randomBytes(32)}, 'a test', '10 hours')`
        tokens[who] = over.app.jwt.sign({ sid: secret.toString('base64url') })
      }
      read = await readAsEach({ app: over.app, routes: watched.routes, tokens, ...state })
    })
    afterAll(() => over.end())

    test('the API finds its files applied', async () => {
      expect((await over.app.inject('/api/ready')).statusCode).toBe(200)
    })

    test('each person reads the texts and records of before, and no others', () => {
      expect(read.by).toEqual(state.read.by)
    })

    test('the reply about each record holds the values of before', () => {
      const missing = Object.entries(state.read.values).map(([address, { values }]) => {
        const now = read.values[address]
        return { address, who: now?.who, missing: values.filter((value) => !now?.values.includes(value)) }
      })
      expect(missing).toEqual(
        Object.entries(state.read.values).map(([address, { who }]) => ({ address, who, missing: [] })),
      )
    })
  })
})
