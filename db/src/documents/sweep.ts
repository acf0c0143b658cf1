import { mkdir, readdir, rename, rm, stat, utimes } from 'node:fs/promises'
import path from 'node:path'
import { uploadWaits } from '@palermo/shared/documents/uploads.ts'
import { type Db, write } from '../actor.ts'
import type { Pending } from '../prepared.ts'
import { orNull, type RowRead, rowsOf, texts } from '../readers.ts'
import type { SlotSql } from '../slots.ts'
import { type DocumentStore, incomingFolder, keptFolder, partsFolder, unclaimedFolder } from './store.ts'

const hour = 3_600_000
/**
 * Age at which a file in the folder `incoming` is deleted. The key of an upload exists only in memory, so that a file
 * older than the longest request is unreadable.
 */
const longestOnItsWay = hour
/**
 * Age at which a stored file without a row is moved to `unclaimed`. A row is inserted moments after its file is stored,
 * so that a day is long enough.
 */
const unclaimedAfter = 24 * hour
/**
 * Age at which a file without a row is deleted. It is kept until then because, if a database backup was restored by
 * mistake, a later backup that contains the row can still be restored instead.
 */
const unclaimedKept = 30 * 24 * hour
/** The number of files that one query checks. */
const batch = 500

export interface Swept {
  dropped: number
  setAside: number
  deleted: number
}

/**
 * Cleans up after crashes, after which disk and database may differ. An unfinished upload is deleted. A stored file
 * without a row is moved to `unclaimed` and deleted a month later, because a database restored from yesterday's backup
 * does not know today's files. A resumable upload without new data for a day is ended and its chunks are deleted at
 * once, since its sender was never told that the file is stored.
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
  return unknownOf(db, old, (sql, ids) => unknownRows(sql`select app.unknown_files(${ids}::uuid[]) as ids`))
}

/** Returns the chunks whose upload was completed or ended. */
const lapsedParts = async (db: Db, store: Pick<DocumentStore, 'folder'>, now: number): Promise<string[]> => {
  await write(db, { kind: 'documents.swept', request: 'uploads' }, async ({ sql }) => {
    await sql`select app.drop_uploads(make_interval(hours => ${uploadWaits}))`
  })
  const old = await olderThan(partsFolder(store), now - longestOnItsWay)
  return unknownOf(db, old, (sql, ids) => unknownRows(sql`select app.unknown_parts(${ids}::uuid[]) as ids`))
}

const unknownRows = rowsOf({ ids: orNull(texts) })

/** Returns those of the given files that have no database row. */
const unknownOf = async (
  db: Db,
  old: readonly string[],
  ask: (sql: SlotSql, ids: string[]) => Pending<RowRead<typeof unknownRows>>,
): Promise<string[]> => {
  const unknown: string[] = []
  for (let i = 0; i < old.length; i += batch) {
    const files = new Map(old.slice(i, i + batch).map((file) => [path.basename(file), file]))
    const ids = [...files.keys()].filter((name) => uuid.test(name))
    const found = await write(db, { kind: 'documents.swept', request: 'documents' }, async ({ sql }) => {
      const [row] = await ask(sql, ids)
      return row?.ids ?? []
    })
    unknown.push(...found.map((id) => files.get(id) ?? '').filter((file) => file !== ''))
  }
  return unknown
}
const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/**
 * Moves a file to the folder `unclaimed`. Its modification time is set to now, because the month until its deletion
 * counts from that time.
 */
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

/** Returns the names in a folder; none if the folder does not exist because no file was ever stored on this machine. */
const namesIn = async (folder: string): Promise<string[]> => {
  try {
    return await readdir(folder)
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return []
    throw error
  }
}
