import { createHash, hkdfSync, randomBytes } from 'node:crypto'
import { Readable } from 'node:stream'
import type { OpenCompartment } from '@palermo/shared/compartments.ts'
import { type BeginUpload, mostUploads, placeOf, type Upload } from '@palermo/shared/documents/uploads.ts'
import { Problem } from '@palermo/shared/problem.ts'
import { v7 } from 'uuid'
import { asActor, type RequestContext, type Tx } from '../actor.ts'
import type { Database } from '../database.ts'
import { open, type Place, seal } from '../seal.ts'
import { type DocumentStore, type Incoming, keepPart, openPart } from './store.ts'

interface UploadRow extends Upload {
  compartment: OpenCompartment
  /** Base64. */
  sealed: string
}

/** What lies sealed in its row. */
interface Secrets {
  /** Base64. */
  key: string
  /** Of the file that its sender said it is, where they did: hex, and what it and its place come to in one sum. */
  said?: { sha256: string; mark: string } | undefined
}

/** One's own on their way, a handful at most; `id` for only that one. */
const uploadRows = ({ sql }: Tx, id: string | null) => sql<UploadRow[]>`
  select u.id, u.size, u.received, u.compartment, encode(u.sealed, 'base64') as sealed
    from app.uploads u where u.person_id = (select person_id from authz.me) and (${id}::uuid is null or u.id = ${id}::uuid) for update`

const told = ({ id, size, received }: Upload): Upload => ({ id, size, received })

const sealPlace = ({ id, compartment }: Pick<UploadRow, 'id' | 'compartment'>): Place => ({
  table: 'uploads',
  field: 'sealed',
  id,
  compartment,
})
const secretsOf = (db: Database, row: UploadRow): Secrets =>
  JSON.parse(open(db.ring, sealPlace(row), Buffer.from(row.sealed, 'base64')))
const keyOf = (db: Database, row: UploadRow): Buffer => Buffer.from(secretsOf(db, row).key, 'base64')

const saidOf = ({ to, file }: Pick<BeginUpload, 'to' | 'file'>): Secrets['said'] =>
  file && {
    sha256: file.sha256,
    mark: createHash('sha256')
      .update(JSON.stringify([placeOf(to), file.name.normalize('NFC'), file.sha256]))
      .digest('hex'),
  }

/** No two files on the disk were ever sealed with one key: each chunk has its own, made of the upload's and its name. */
const partKey = (upload: Buffer, part: string): Buffer =>
  Buffer.from(hkdfSync('sha256', upload, part, 'palermo upload part', 32))

/**
 * Starts an upload, or returns the progress of the one with this id; otherwise the progress of an upload of the same file to the
 * same place, since a reopened page no longer knows the id. The caller has checked where the file may be added.
 * @throws Problem invalid where it was begun as another; no-room where too many are on their way
 */
export const beginUpload = (
  db: Database,
  who: RequestContext,
  id: string,
  { size, compartment, ...what }: BeginUpload & { compartment: OpenCompartment },
): Promise<Upload> =>
  asActor(db, who, async (tx, actor) => {
    await tx.sql`select app.wait_for_turn(${`uploads ${actor.personId}`})`
    const rows = await uploadRows(tx, null)
    const alike = rows.filter((row) => row.size === size && row.compartment === compartment)
    const known = rows.find((row) => row.id === id)
    if (known && !alike.includes(known)) throw wrong('/size', 'is another file than before')
    const said = saidOf(what)
    const same = known ?? (said && alike.find((row) => secretsOf(db, row).said?.mark === said.mark))
    if (same) return told(same)
    if (rows.length >= mostUploads) throw new Problem('no-room', tooMany)
    const secrets: Secrets = { key: randomBytes(32).toString('base64'), said }
    const sealed = seal(db.ring, sealPlace({ id, compartment }), JSON.stringify(secrets))
    await tx.sql`insert into app.uploads (person_id, id, compartment, size, sealed)
      values (${actor.personId}, ${id}, ${compartment}, ${size}, ${sealed})`
    return { id, size, received: 0 }
  })

const tooMany = 'Several of your files are still on their way. Let them arrive first, or wait until they lapse.'
const wrong = (pointer: string, detail: string) => new Problem('invalid', undefined, { errors: [{ pointer, detail }] })

/**
 * Takes in the next chunk: it counts once all of it lies sealed on the disk. Of two that begin at the same byte the later
 * finds that the file has moved on, and so does one whose sender did not hear that it had come.
 * @throws Problem not-found, changed-meanwhile, invalid, no-room
 */
export const appendChunk = (
  db: Database,
  who: RequestContext,
  store: DocumentStore,
  id: string,
  { from, bytes }: { from: number; bytes: Buffer },
): Promise<Upload> =>
  asActor(db, who, async (tx, actor) => {
    const [row] = await uploadRows(tx, id)
    if (!row) throw new Problem('not-found')
    if (from !== row.received) throw new Problem('changed-meanwhile', undefined, { current: told(row) })
    if (bytes.length === 0 || from + bytes.length > row.size) throw wrong('/body', 'is not a chunk of this file')
    const part = v7()
    // If this fails, the chunk belongs to no row and is deleted by the sweep.
    await keepPart(store, part, Readable.from([bytes]), partKey(keyOf(db, row), part))
    await tx.sql`insert into app.upload_parts (id, person_id, upload_id, at_byte, size)
      values (${part}, ${actor.personId}, ${id}, ${from}, ${bytes.length})`
    const received = from + bytes.length
    await tx.sql`update app.uploads set received = ${received}, last_at = app.now()
      where person_id = ${actor.personId} and id = ${id}`
    return { id, size: row.size, received }
  })

/** Gives up a file on its way; with its row goes the key to every chunk. Of one that is not there nothing is told. */
export const dropUpload = (db: Database, who: RequestContext, id: string): Promise<void> =>
  asActor(db, who, async (tx, actor) => {
    await tx.sql`delete from app.uploads where person_id = ${actor.personId} and id = ${id}`
  })

/**
 * A file that has come to its end, as if it had been sent at once. It stays until its sender gives it up or it lapses, so
 * that a sender who missed the answer may ask again.
 * @throws Problem invalid where it is not there, not whole, or not what its sender said
 */
export const wholeUpload = async (
  db: Database,
  who: RequestContext,
  store: DocumentStore,
  id: string,
): Promise<Incoming> => {
  const { key, said, size, parts } = await asActor(db, who, async (tx, actor) => {
    const [row] = await uploadRows(tx, id)
    if (!row || row.received < row.size) throw wrong('/upload', 'has not come to its end')
    const parts = await tx.sql<{ id: string }[]>`
      select p.id from app.upload_parts p where p.person_id = ${actor.personId} and p.upload_id = ${id} order by p.at_byte`
    const { key, said } = secretsOf(db, row)
    return { key: Buffer.from(key, 'base64'), said, size: row.size, parts: parts.map((part) => part.id) }
  })
  const bytes = async function* () {
    for (const part of parts) yield* openPart(store, part, partKey(key, part))
  }
  const hash = createHash('sha256')
  for await (const chunk of bytes()) hash.update(chunk)
  const sha256 = hash.digest('hex')
  // Reject if the assembled chunks do not match the announced hash.
  if (said && said.sha256 !== sha256) throw wrong('/upload', 'is not the file that it was begun as')
  return { size, sha256, read: () => Readable.from(bytes()), drop: async () => undefined }
}
