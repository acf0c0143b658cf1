import { createHash, randomBytes } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { mkdir, open, rename, rm, statfs } from 'node:fs/promises'
import path from 'node:path'
import { Readable, Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { Problem } from '@palermo/shared/problem.ts'
import { v7 } from 'uuid'
import type { Quota } from './room.ts'
import { opening, sealing } from './sealed-stream.ts'

/**
 * The file store with its folders. `incoming/`: uploads in progress. `parts/`: chunks of resumable uploads. `kept/xx/`:
 * files whose key is in the database. `unclaimed/`: files without a database row. Files are named by id, so that no
 * path reveals a case, a compartment or a kind.
 */
export interface DocumentStore {
  folder: string
  /** Bytes that must stay free on the disk, since the database may be on the same disk. */
  reserve: number
  quota: Quota
}

/**
 * A file that is being received. It is encrypted with a key that only this process has, so that the file is unreadable
 * after the process ended.
 */
export interface Incoming {
  size: number
  /** SHA-256 checksum of the bytes as they were sent, before any change. `size` is their number. */
  sha256: string
  read(): Readable
  drop(): Promise<void>
}

/** A stored file that has no database row yet. */
export interface KeptFile {
  id: string
  key: Buffer
  size: number
  sha256: string
  drop(): Promise<void>
}

type Place = Pick<DocumentStore, 'folder'>
export const incomingFolder = ({ folder }: Place) => path.join(folder, 'incoming')
export const partsFolder = ({ folder }: Place) => path.join(folder, 'parts')
export const keptFolder = ({ folder }: Place) => path.join(folder, 'kept')
export const unclaimedFolder = ({ folder }: Place) => path.join(folder, 'unclaimed')
/**
 * Returns the path of a stored file. The folder is named after the end of the id, which is random; the beginning of the
 * id is a time.
 */
const placeOf = (store: DocumentStore, id: string) => path.join(keptFolder(store), id.slice(-2), id)

/** Receives a file and seals it while it arrives. @throws Problem too-large, no-room */
export const receive = async (store: DocumentStore, source: Readable, most: number): Promise<Incoming> => {
  const key = randomBytes(32)
  const { file, size, sha256 } = await sealInto(store, source, key, most)
  return {
    size,
    sha256,
    read: () => Readable.from(openedAt(file, key)),
    drop: () => rm(file, { force: true }),
  }
}

/** Seals a stream into a file with a new key, and renames the file to its final name after all bytes are on disk. */
export const keep = async (store: DocumentStore, source: Readable): Promise<KeptFile> => {
  const id = v7()
  const key = randomBytes(32)
  const { file, size, sha256 } = await sealInto(store, source, key, Number.POSITIVE_INFINITY)
  const place = placeOf(store, id)
  await mkdir(path.dirname(place), { recursive: true, mode: 0o700 })
  await rename(file, place)
  await onDisk(path.dirname(place))
  return { id, key, size, sha256, drop: () => rm(place, { force: true }) }
}

/**
 * Stores a sealed chunk of a file under the id of its row.
 * @throws Problem no-room
 */
export const keepPart = async (store: DocumentStore, id: string, source: Readable, key: Uint8Array): Promise<void> => {
  const { file } = await sealInto(store, source, key, Number.POSITIVE_INFINITY)
  await mkdir(partsFolder(store), { recursive: true, mode: 0o700 })
  await rename(file, path.join(partsFolder(store), id))
  await onDisk(partsFolder(store))
}

/** Yields the bytes of a chunk; each piece is verified before it is passed on. */
export const openPart = (store: Place, id: string, key: Uint8Array) => openedAt(path.join(partsFolder(store), id), key)

/**
 * Returns a stream of the bytes of a stored file; each piece is verified before it is passed on. The file is already
 * open when the promise resolves.
 */
export const readKept = async (
  store: DocumentStore,
  id: string,
  key: Uint8Array,
  range: { from: number; to: number },
): Promise<Readable> => {
  const file = await open(placeOf(store, id), 'r')
  return Readable.from(closing(file, opening(file, key, range.from, range.to)))
}

async function* openedAt(name: string, key: Uint8Array) {
  const file = await open(name, 'r')
  yield* closing(file, opening(file, key))
}

async function* closing(file: { close(): Promise<void> }, bytes: AsyncGenerator<Buffer>) {
  try {
    yield* bytes
  } finally {
    await file.close()
  }
}

const sealInto = async (store: DocumentStore, source: Readable, key: Uint8Array, most: number) => {
  const folder = incomingFolder(store)
  await mkdir(folder, { recursive: true, mode: 0o700 })
  await refuseWhenFull(store)
  const file = path.join(folder, v7())
  const hash = createHash('sha256')
  let size = 0
  const counted = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      size += chunk.length
      hash.update(chunk)
      if (size > most) done(new Problem('too-large'))
      else done(null, chunk)
    },
  })
  try {
    await pipeline(source, counted, sealing(key), createWriteStream(file, { flags: 'wx', mode: 0o600, flush: true }))
  } catch (error) {
    await rm(file, { force: true })
    throw isFull(error) ? new Problem('no-room') : error
  }
  return { file, size, sha256: hash.digest('hex') }
}

const refuseWhenFull = async ({ folder, reserve }: DocumentStore) => {
  const { bavail, bsize } = await statfs(folder)
  if (bavail * bsize < reserve) throw new Problem('no-room')
}

const isFull = (error: unknown) =>
  error instanceof Error && 'code' in error && (error.code === 'ENOSPC' || error.code === 'EDQUOT')

/** Flushes a folder to disk; otherwise a new file name in the folder could be lost in a crash. */
const onDisk = async (folder: string) => {
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}
