import { mkdir, readdir, rename, rm, stat, utimes } from 'node:fs/promises'
import path from 'node:path'
import { uploadWaits } from '@palermo/shared/documents/uploads.ts'
import { asJob, type Db } from '../actor.ts'
import type { SlotSql } from '../slots.ts'
import { type DocumentStore, incomingFolder, keptFolder, partsFolder, unclaimedFolder } from './store.ts'

const hour = 3_600_000
/** What is on its way longer than any request may last has lost its key with its process. */
const longestOnItsWay = hour
/** Between a file in its place and its row there are moments; a day is more than any of them. */
const unclaimedAfter = 24 * hour
/** How long files without a row are kept, so that a wrongly restored older database can still be replaced. */
const unclaimedKept = 30 * 24 * hour
/** Files asked after at once. */
const batch = 500

export interface Swept {
  dropped: number
  setAside: number
  deleted: number
}

/**
 * Clears what a crash between the disk and the database has left: an upload that is no longer sent is dropped;
 * one in its place that no row knows is set aside, and deleted a month later. Never deletes at once: a database that was
 * put back to yesterday knows fewer files than there are. A file that broke off and of which nothing was heard for a day is over,
 * and its chunks are deleted at once: no sender was told that they are stored.
 */
export const sweepFiles = async (db: Db, store: Pick<DocumentStore, 'folder'>, now: number): Promise<Swept> => {
  const dropped = await olderThan(incomingFolder(store), now - longestOnItsWay)
  dropped.push(...(await lapsedParts(db, store, now)))
  for (const file of dropped) await rm(file, { force: true })
  const setAside = await unclaimed(db, store, now)
  for (const file of setAside) await aside(store, file, now)
  const deleted = await olderThan(unclaimedFolder(store), now - unclaimedKept)
  for (const file of deleted) await rm(file, { force: true })
  return { dropped: dropped.length, setAside: setAside.length, deleted: deleted.length }
}

const unclaimed = async (db: Db, store: Pick<DocumentStore, 'folder'>, now: number): Promise<string[]> => {
  const old: string[] = []
  for (const shelf of await namesIn(keptFolder(store))) {
    old.push(...(await olderThan(path.join(keptFolder(store), shelf), now - unclaimedAfter)))
  }
  return unknownOf(db, old, (sql, ids) => sql<Unknown[]>`select app.unknown_files(${ids}::uuid[]) as ids`)
}

/** Chunks whose upload has ended, one way or another. */
const lapsedParts = async (db: Db, store: Pick<DocumentStore, 'folder'>, now: number): Promise<string[]> => {
  await asJob(db, { kind: 'documents.swept', request: 'uploads' }, async ({ sql }) => {
    await sql`select app.drop_uploads(make_interval(hours => ${uploadWaits}))`
  })
  const old = await olderThan(partsFolder(store), now - longestOnItsWay)
  return unknownOf(db, old, (sql, ids) => sql<Unknown[]>`select app.unknown_parts(${ids}::uuid[]) as ids`)
}

interface Unknown {
  ids: string[]
}

/** Of these files those that no row knows. */
const unknownOf = async (
  db: Db,
  old: readonly string[],
  ask: (sql: SlotSql, ids: string[]) => PromiseLike<readonly Unknown[]>,
): Promise<string[]> => {
  const unknown: string[] = []
  for (let i = 0; i < old.length; i += batch) {
    const files = new Map(old.slice(i, i + batch).map((file) => [path.basename(file), file]))
    const ids = [...files.keys()].filter((name) => uuid.test(name))
    const found = await asJob(db, { kind: 'documents.swept', request: 'documents' }, async ({ sql }) => {
      const [row] = await ask(sql, ids)
      return row?.ids ?? []
    })
    unknown.push(...found.map((id) => files.get(id) ?? '').filter((file) => file !== ''))
  }
  return unknown
}
const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** Its month begins now. */
const aside = async (store: Pick<DocumentStore, 'folder'>, file: string, now: number) => {
  await mkdir(unclaimedFolder(store), { recursive: true, mode: 0o700 })
  const place = path.join(unclaimedFolder(store), path.basename(file))
  await rename(file, place)
  await utimes(place, now / 1000, now / 1000)
}

const olderThan = async (folder: string, time: number): Promise<string[]> => {
  const files = (await namesIn(folder)).map((name) => path.join(folder, name))
  const ages = await Promise.all(files.map((file) => stat(file).catch(() => undefined)))
  return files.filter((_, i) => (ages[i]?.mtimeMs ?? Number.POSITIVE_INFINITY) < time)
}

/** Nothing, where no file was ever kept on this machine. */
const namesIn = async (folder: string): Promise<string[]> => {
  try {
    return await readdir(folder)
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return []
    throw error
  }
}
