import { createHash, hkdfSync, randomBytes } from 'node:crypto'
import { Readable } from 'node:stream'
import type { OpenCompartment } from '@palermo/shared/compartments.ts'
import { mostUploads, type Upload } from '@palermo/shared/documents/uploads.ts'
import { Problem } from '@palermo/shared/problem.ts'
import { v7 } from 'uuid'
import { asActor, type Tx, type Who } from '../actor.ts'
import type { Database } from '../database.ts'
import { open, type Place, seal } from '../seal.ts'
import { type DocumentStore, type Incoming, keepPart, openPart } from './store.ts'

interface UploadRow extends Upload {
  compartment: OpenCompartment
  /** Base64. */
  sealed: string
}

const uploadRows = ({ sql }: Tx, id: string) => sql<UploadRow[]>`
  select u.id, u.size, u.received, u.compartment, encode(u.sealed, 'base64') as sealed
    from app.uploads u where u.id = ${id} and u.person_id = (select person_id from authz.me) for update`

const told = ({ id, size, received }: Upload): Upload => ({ id, size, received })

const placeOf = ({ id, compartment }: Pick<UploadRow, 'id' | 'compartment'>): Place => ({
  table: 'uploads',
  field: 'sealed',
  id,
  compartment,
})
const keyOf = (db: Database, row: UploadRow): Buffer =>
  Buffer.from(open(db.ring, placeOf(row), Buffer.from(row.sealed, 'base64')), 'base64')

/** No two files on the disk were ever sealed with one key: each stretch has its own, made of the upload's and its name. */
const partKey = (upload: Buffer, part: string): Buffer =>
  Buffer.from(hkdfSync('sha256', upload, part, 'palermo upload part', 32))

/**
 * Begins to take in a file, or says how far the one of this name has come. What may be added where is asked before.
 * @throws Problem invalid where it was begun as another; no-room where too many are on their way
 */
export const beginUpload = (
  db: Database,
  who: Who,
  id: string,
  { size, compartment }: { size: number; compartment: OpenCompartment },
): Promise<Upload> =>
  asActor(db, who, async (tx, actor) => {
    await tx.sql`select pg_advisory_xact_lock(hashtextextended(${`uploads ${actor.personId}`}, 0))`
    const [known] = await uploadRows(tx, id)
    if (known) {
      if (known.size !== size || known.compartment !== compartment) throw wrong('/size', 'is another file than before')
      return told(known)
    }
    const [others] = await tx.sql<{ n: number }[]>`
      select count(*)::int as n from app.uploads where person_id = ${actor.personId}`
    if ((others?.n ?? 0) >= mostUploads) throw new Problem('no-room', tooMany)
    const sealed = seal(db.ring, placeOf({ id, compartment }), randomBytes(32).toString('base64'))
    await tx.sql`insert into app.uploads (person_id, id, compartment, size, sealed)
      values (${actor.personId}, ${id}, ${compartment}, ${size}, ${sealed})`
    return { id, size, received: 0 }
  })

const tooMany = 'Several of your files are still on their way. Let them arrive first, or wait until they lapse.'
const wrong = (pointer: string, detail: string) => new Problem('invalid', undefined, { errors: [{ pointer, detail }] })

/**
 * Takes in the next stretch: it counts once all of it lies sealed on the disk. Of two that begin at the same byte the later
 * finds that the file has moved on, and so does one whose sender did not hear that it had come.
 * @throws Problem not-found, changed-meanwhile, invalid, no-room
 */
export const goOn = (
  db: Database,
  who: Who,
  store: DocumentStore,
  id: string,
  { from, bytes }: { from: number; bytes: Buffer },
): Promise<Upload> =>
  asActor(db, who, async (tx, actor) => {
    const [row] = await uploadRows(tx, id)
    if (!row) throw new Problem('not-found')
    if (from !== row.received) throw new Problem('changed-meanwhile', undefined, { current: told(row) })
    if (bytes.length === 0 || from + bytes.length > row.size) throw wrong('/body', 'is not a stretch of this file')
    const part = v7()
    // Where this does not end well the stretch belongs to no row, and is swept.
    await keepPart(store, part, Readable.from([bytes]), partKey(keyOf(db, row), part))
    await tx.sql`insert into app.upload_parts (id, person_id, upload_id, at_byte, size)
      values (${part}, ${actor.personId}, ${id}, ${from}, ${bytes.length})`
    const received = from + bytes.length
    await tx.sql`update app.uploads set received = ${received}, last_at = app.now()
      where person_id = ${actor.personId} and id = ${id}`
    return { id, size: row.size, received }
  })

/** Gives up a file on its way; with its row goes the key to every stretch. Of one that is not there nothing is told. */
export const dropUpload = (db: Database, who: Who, id: string): Promise<void> =>
  asActor(db, who, async (tx, actor) => {
    await tx.sql`delete from app.uploads where person_id = ${actor.personId} and id = ${id}`
  })

/**
 * A file that has come to its end, as if it had been sent at once. It stays until its sender gives it up or it lapses, so
 * that whoever did not hear the answer may ask again.
 * @throws Problem invalid where it is not there or not whole
 */
export const wholeUpload = async (db: Database, who: Who, store: DocumentStore, id: string): Promise<Incoming> => {
  const { key, size, parts } = await asActor(db, who, async (tx, actor) => {
    const [row] = await uploadRows(tx, id)
    if (!row || row.received < row.size) throw wrong('/upload', 'has not come to its end')
    const parts = await tx.sql<{ id: string }[]>`
      select p.id from app.upload_parts p where p.person_id = ${actor.personId} and p.upload_id = ${id} order by p.at_byte`
    return { key: keyOf(db, row), size: row.size, parts: parts.map((part) => part.id) }
  })
  const bytes = async function* () {
    for (const part of parts) yield* openPart(store, part, partKey(key, part))
  }
  const hash = createHash('sha256')
  for await (const chunk of bytes()) hash.update(chunk)
  return { size, sha256: hash.digest('hex'), read: () => Readable.from(bytes()), drop: async () => undefined }
}
