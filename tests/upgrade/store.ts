import { execFileSync } from 'node:child_process'
import { readdirSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { recordTypes } from '@palermo/shared/record-types.ts'
import { expect, test } from 'vitest'
import { aWorld, madeFrom } from '../records/maker.ts'
import { watchRoutes } from '../routes/registered.ts'
import { aTaskForce } from '../task-force.ts'
import { readAsEach, type StoredRecord } from './reading.ts'

// `make.ts` copies this file into a checkout of a released version and runs it there as a test. It makes a record of
// each type over HTTP, records who reads what, and stores the database as SQL.

const migrations = fileURLToPath(new URL('../../db/migrations/', import.meta.url))

test('stores the state of this version', async () => {
  const { PALERMO_STATE_FOLDER: folder = '', PALERMO_STATE_COMMIT: commit = '' } = process.env
  const watched = watchRoutes()
  const force = await aTaskForce()
  watched.stop()
  const world = await aWorld(force)
  const records: StoredRecord[] = []
  for (const type of recordTypes) {
    const { id, texts } = await madeFrom(world, type)
    records.push({ type: type.name, plural: type.plural, id, texts: { ...texts } })
  }
  await world.hands.sweep()
  await world.hands.tell()
  const people = Object.entries(world.people)
  const tokens = Object.fromEntries(people.map(([who, { token }]) => [who, token]))
  const read = await readAsEach({ app: force.app, routes: watched.routes, tokens, records, caseId: world.caseId })
  expect(Object.values(read.by).some(({ texts }) => texts.length > 0)).toBe(true)
  const [row] = await force.owner<{ at: Date }[]>`select app.now() as at`
  const { newest, keys } = force.db.ring
  const state = {
    commit,
    at: row?.at,
    // The keys were made for this state alone, so they may be committed.
    ring: { newest, keys: [...keys].map(([number, key]) => [number, Buffer.from(key).toString('hex')]) },
    people: Object.fromEntries(people.map(([who, { id }]) => [who, id])),
    caseId: world.caseId,
    records,
    read,
  }
  const options = ['--inserts', '--rows-per-insert=100', '--quote-all-identifiers', '--exclude-schema=pg_catalog']
  const dumped = execFileSync('pg_dump', [...options, force.url], { encoding: 'utf8', maxBuffer: 2 ** 28 })
  // Removes lines that only psql understands and the versions of the programs.
  const sql = dumped.replaceAll(/^(\\|-- Dumped ).*\n/gm, '')
  const files = readdirSync(migrations).filter((file) => file.endsWith('.sql'))
  const last = files.toSorted().at(-1)?.slice(0, 4)
  writeFileSync(`${folder}/${last}.sql.gz`, gzipSync(sql, { level: 9 }))
  writeFileSync(`${folder}/${last}.json`, `${JSON.stringify(state, null, 1)}\n`)
  await world.hands.end()
  await force.end()
}, 600_000)
