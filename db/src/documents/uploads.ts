import { createHash, hkdfSync, randomBytes } from 'node:crypto'
import { Readable } from 'node:stream'
import type { OpenCompartment } from '@palermo/shared/compartments.ts'
import { type BeginUpload, mostUploads, placeOf, type Upload } from '@palermo/shared/documents/uploads.ts'
import { Problem } from '@palermo/shared/problem.ts'
import { and, eq, sql as fragment } from 'drizzle-orm'
import { v7 } from 'uuid'
import { type RequestContext, type Tx, write } from '../actor.ts'
import type { Database } from '../database.ts'
import { insert, prepared } from '../prepared.ts'
import { rowsOf } from '../readers.ts'
import { open, type Place, seal } from '../seal.ts'
import { type DocumentStore, type Incoming, keepPart, openPart } from './store.ts'
import { uploadParts, uploads } from './table.ts'

type UploadRow = Pick<typeof uploads.$inferSelect, 'id' | 'size' | 'received' | 'compartment' | 'sealed'>

/** The facts of an upload that are stored sealed. */
interface Secrets {
  /** The key of the upload, in base64. */
  key: string
  /**
   * The SHA-256 hash that the sender announced (`sha256`), and the hash of the file together with its destination
   * (`mark`), both in hex; undefined if the sender announced none.
   */
  said?: { sha256: string; mark: string } | undefined
}

const { id: uploadId, size, received, compartment, sealed } = uploads
const readUploads = rowsOf({ id: uploadId, size, received, compartment, sealed })

/** Returns the actor's uploads in progress, a handful at most; if `id` is not null, only the upload with this id. */
const uploadRows = ({ sql }: Tx, id: string | null) =>
  readUploads(sql`
    select u.id, u.size, u.received, u.compartment, u.sealed
      from app.uploads u where u.person_id = (select person_id from authz.me) and (${id}::uuid is null or u.id = ${id}::uuid) for update`)

const progressOf = ({ id, size, received }: Upload): Upload => ({ id, size, received })

const sealPlace = ({ id, compartment }: Pick<UploadRow, 'id' | 'compartment'>): Place => ({
  table: 'uploads',
  field: 'sealed',
  id,
  compartment,
})
const secretsOf = (db: Database, row: UploadRow): Secrets => JSON.parse(open(db.ring, sealPlace(row), row.sealed))
const keyOf = (db: Database, row: UploadRow): Buffer => Buffer.from(secretsOf(db, row).key, 'base64')

const saidOf = ({ to, file }: Pick<BeginUpload, 'to' | 'file'>): Secrets['said'] =>
  file && {
    sha256: file.sha256,
    mark: createHash('sha256')
      .update(JSON.stringify([placeOf(to), file.name.normalize('NFC'), file.sha256]))
      .digest('hex'),
  }

/**
 * Returns the key of a chunk, derived from the key of the upload and the id of the chunk, so that no key seals two
 * files.
 */
const partKey = (upload: Buffer, part: string): Buffer =>
  Buffer.from(hkdfSync('sha256', upload, part, 'palermo upload part', 32))

/**
 * Starts an upload, or returns the progress of an earlier upload: of the upload with this id, or of an upload of the
 * same file to the same destination, since a page that was opened again does not know the id. The caller has checked
 * that the actor may add the file.
 * @throws Problem invalid if the id belongs to another file; no-room if too many uploads are in progress
 */
export const beginUpload = (
  db: Database,
  who: RequestContext,
  id: string,
  { size, compartment, ...what }: BeginUpload & { compartment: OpenCompartment },
): Promise<Upload> =>
  write(db, who, async (tx, actor) => {
    await tx.sql`select app.wait_for_turn(${`uploads ${actor.personId}`})`
    const rows = await uploadRows(tx, null)
    const alike = rows.filter((row) => row.size === size && row.compartment === compartment)
    const known = rows.find((row) => row.id === id)
    if (known && !alike.includes(known)) throw wrong('/size', 'is another file than before')
    const said = saidOf(what)
    const same = known ?? (said && alike.find((row) => secretsOf(db, row).said?.mark === said.mark))
    if (same) return progressOf(same)
    if (rows.length >= mostUploads) throw new Problem('no-room', tooMany)
    const secrets: Secrets = { key: randomBytes(32).toString('base64'), said }
    const sealed = seal(db.ring, sealPlace({ id, compartment }), JSON.stringify(secrets))
    await insert(tx.sql, uploads, { personId: actor.personId, id, compartment, size, sealed })
    return { id, size, received: 0 }
  })

const tooMany = 'Several of your files are still on their way. Let them arrive first, or wait until they lapse.'
const wrong = (pointer: string, detail: string) => new Problem('invalid', undefined, { errors: [{ pointer, detail }] })

type Owned = Pick<typeof uploads.$inferSelect, 'personId' | 'id'>
const owned = ({ personId, id }: Owned) => and(eq(uploads.personId, personId), eq(uploads.id, id))
const moveOn = prepared((build, values: Owned & Pick<typeof uploads.$inferSelect, 'received'>) =>
  build.update(uploads).set({ received: values.received, lastAt: fragment`app.now()` }).where(owned(values)),
)
const remove = prepared((build, values: Owned) => build.delete(uploads).where(owned(values)))
const partsOf = prepared((build, { personId, id }: Owned) =>
  build
    .select({ id: uploadParts.id })
    .from(uploadParts)
    .where(and(eq(uploadParts.personId, personId), eq(uploadParts.uploadId, id)))
    .orderBy(uploadParts.atByte),
)

/**
 * Appends the next chunk, which counts after it is sealed and on disk. If two chunks begin at the same byte, the later
 * one is refused with changed-meanwhile; so is a chunk that is sent again because its first answer was lost.
 * @throws Problem not-found, changed-meanwhile, invalid, no-room
 */
export const appendChunk = (
  db: Database,
  who: RequestContext,
  store: DocumentStore,
  id: string,
  { from, bytes }: { from: number; bytes: Buffer },
): Promise<Upload> =>
  write(db, who, async (tx, actor) => {
    const [row] = await uploadRows(tx, id)
    if (!row) throw new Problem('not-found')
    if (from !== row.received) throw new Problem('changed-meanwhile', undefined, { current: progressOf(row) })
    if (bytes.length === 0 || from + bytes.length > row.size) throw wrong('/body', 'is not a chunk of this file')
    const part = v7()
    // If the row cannot be stored, the chunk on disk belongs to no row and the sweep deletes it.
    await keepPart(store, part, Readable.from([bytes]), partKey(keyOf(db, row), part))
    await insert(tx.sql, uploadParts, {
      id: part,
      personId: actor.personId,
      uploadId: id,
      atByte: from,
      size: bytes.length,
    })
    const received = from + bytes.length
    await moveOn(tx.sql, { personId: actor.personId, id, received })
    return { id, size: row.size, received }
  })

/**
 * Deletes the row of an upload, which holds the key of all its chunks. An unknown id is no error, so that no sender can
 * find out which ids exist.
 */
export const dropUpload = (db: Database, who: RequestContext, id: string): Promise<void> =>
  write(db, who, async (tx, actor) => {
    await remove(tx.sql, { personId: actor.personId, id })
  })

/**
 * Returns a completed upload as one file. The upload is kept until its sender deletes it or it expires, so that a
 * sender who did not receive the answer can send the same request again.
 * @throws Problem invalid if the upload is missing or incomplete, or if its bytes do not have the announced hash
 */
export const wholeUpload = async (
  db: Database,
  who: RequestContext,
  store: DocumentStore,
  id: string,
): Promise<Incoming> => {
  const { key, said, size, parts } = await write(db, who, async (tx, actor) => {
    const [row] = await uploadRows(tx, id)
    if (!row || row.received < row.size) throw wrong('/upload', 'has not come to its end')
    const parts = await partsOf(tx.sql, { personId: actor.personId, id })
    const { key, said } = secretsOf(db, row)
    return { key: Buffer.from(key, 'base64'), said, size: row.size, parts: parts.map((part) => part.id) }
  })
  const bytes = async function* () {
    for (const part of parts) yield* openPart(store, part, partKey(key, part))
  }
  const hash = createHash('sha256')
  for await (const chunk of bytes()) hash.update(chunk)
  const sha256 = hash.digest('hex')
  // The assembled chunks do not match the announced hash.
  if (said && said.sha256 !== sha256) throw wrong('/upload', 'is not the file that it was begun as')
  return { size, sha256, read: () => Readable.from(bytes()), drop: async () => undefined }
}
