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

/** The sealed facts of an upload. */
interface Secrets {
  /** Base64. */
  key: string
  /** Hash announced by the sender, if any: of the file alone, and of the file with its destination, in hex. */
  said?: { sha256: string; mark: string } | undefined
}

/** Uploads in progress of the actor, a handful at most; with `id` only that one. */
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

/**
 * Each chunk is sealed with a key of its own, derived from the upload's key and the chunk's id, so that no key seals
 * two files.
 */
const partKey = (upload: Buffer, part: string): Buffer =>
  Buffer.from(hkdfSync('sha256', upload, part, 'palermo upload part', 32))

/**
 * Starts an upload, or returns the progress of the upload with this id, or of one of the same file to the same
 * destination, since a reopened page no longer knows the id. The caller has checked that the file may be added there.
 * @throws Problem invalid where the id belongs to another file; no-room where too many uploads are in progress
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
 * Appends the next chunk, which counts once it is sealed and fully on disk. Of two chunks that begin at the same byte
 * the later gets changed-meanwhile, and so does a repeated chunk whose first answer was lost.
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

/**
 * Deletes an upload; its row holds the key of every chunk. An unknown id gives no error, so that ids cannot be probed.
 */
export const dropUpload = (db: Database, who: RequestContext, id: string): Promise<void> =>
  asActor(db, who, async (tx, actor) => {
    await tx.sql`delete from app.uploads where person_id = ${actor.personId} and id = ${id}`
  })

/**
 * A completed upload as one file. It stays until its sender deletes it or it expires, so that a sender who missed the
 * answer can ask again.
 * @throws Problem invalid where it is missing, incomplete, or differs from the announced hash
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
