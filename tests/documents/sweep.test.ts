import { existsSync, mkdirSync, readdirSync, utimesSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { sweepFiles } from '@palermo/db/documents/sweep.ts'
import { v7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { rawConnection, refused } from '../attacks/raw.ts'
import { type ByHand, byHand } from '../workers/by-hand.ts'
import { added, filesOnDisk, theScene } from './scene.ts'
import { download } from './story.ts'

const scene = theScene()
let hands: ByHand
beforeAll(() => {
  hands = byHand(scene.force)
})
afterAll(() => hands.end())

const hour = 3_600_000
const folder = (...names: string[]) => path.join(scene.force.documents.folder, ...names)
/** Creates a file without a row, whose age is the given number of hours. */
const left = (place: string, age: number, id = v7()) => {
  const shelf = place === 'kept' ? folder('kept', id.slice(-2)) : folder(place)
  mkdirSync(shelf, { recursive: true })
  const file = path.join(shelf, id)
  writeFileSync(file, 'what a crash left')
  aged(file, age)
  return file
}
const aged = (file: string, age: number) => {
  const time = (Date.now() - age * hour) / 1000
  utimesSync(file, time, time)
}
const sweep = (later = 0) => sweepFiles(hands.db, scene.force.documents, Date.now() + later * hour)

describe('what a crash between the disk and the database left', () => {
  test('on its way: gone after an hour, and not before', async () => {
    const [old, young] = [left('incoming', 2), left('incoming', 0.5)]
    expect(await sweep()).toEqual({ dropped: 1, setAside: 0, deleted: 0 })
    expect([old, young].map((file) => existsSync(file))).toEqual([false, true])
  })

  test('in its place without a row: set aside after a day, deleted a month later', async () => {
    const [old, young] = [left('kept', 25), left('kept', 23)]
    expect(await sweep()).toMatchObject({ setAside: 1, deleted: 0 })
    expect([old, young].map((file) => existsSync(file))).toEqual([false, true])
    expect(readdirSync(folder('unclaimed'))).toEqual([path.basename(old)])
    expect(await sweep(29 * 24)).toMatchObject({ deleted: 0 })
    expect(await sweep(31 * 24)).toMatchObject({ deleted: 1 })
  })

  test('a file with a row stays, however old, kept or withdrawn', async () => {
    const document = await added(scene)
    const act = { action: 'withdraw', version: document.version, reason: 'not-needed' }
    await scene.force.as(scene.caseworker)('POST', `/documents/${document.id}/actions`, act)
    const other = await added(scene)
    const kept = filesOnDisk(scene.force).filter((file) => file.includes(`${path.sep}kept${path.sep}`))
    for (const file of kept) aged(file, 9_000)
    expect(await sweep()).toMatchObject({ setAside: 0 })
    expect((await download(scene.force, scene.caseworker, other.id)).statusCode).toBe(200)
  })

  test('what is no file of ours is left alone; and where nothing was ever kept there is nothing to do', async () => {
    const odd = left('kept', 900, 'notes.txt')
    await sweep()
    expect(existsSync(odd)).toBe(true)
    expect(await sweepFiles(hands.db, { folder: folder('nowhere') }, Date.now())).toEqual({
      dropped: 0,
      setAside: 0,
      deleted: 0,
    })
  })
})

test('which files are known is told to the worker alone', async () => {
  for (const role of ['api', 'keys', 'queue'] as const) {
    const raw = rawConnection(scene.force, role)
    await refused(raw.attempt(role === 'api' ? scene.caseworker : null, (sql) => sql`select app.unknown_files('{}')`))
    await raw.end()
  }
})

test('the worker and every other login read no document and no file’s key', async () => {
  await added(scene)
  for (const role of ['worker', 'keys', 'queue'] as const) {
    const raw = rawConnection(scene.force, role)
    for (const table of ['app.documents', 'app.document_versions'])
      await refused(raw.attempt(null, (sql) => sql.unsafe(`select * from ${table}`)))
    await raw.end()
  }
})
