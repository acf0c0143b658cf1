import type { Actor } from '@palermo/shared/actor.ts'
import { audienceBehind } from '@palermo/shared/audiences.ts'
import { wallsFor } from '@palermo/shared/cases/walls.ts'
import { type OpenCompartment, openCompartments } from '@palermo/shared/compartments.ts'
import { type DraftFile, type DraftFiles, mostDraftFiles, type NewDraftFile } from '@palermo/shared/documents/drafts.ts'
import { documentWorkflow, partiesOfDocument } from '@palermo/shared/documents/record.ts'
import { Problem } from '@palermo/shared/problem.ts'
import { v7 } from 'uuid'
import { asActor, type RequestContext, type Tx } from '../actor.ts'
import type { Database } from '../database.ts'
import { once, type Retry } from '../idempotency.ts'
import type { Rulebook } from '../rulebook.ts'
import { recordCreation, type Subject } from '../transition.ts'
import { checkCompartment, type NewFile } from './commands.ts'
import { checkRoom, type Quota, takeRoom } from './room.ts'
import { openFacts, sealFile } from './sealed-facts.ts'

interface Draft {
  caseId: string | null
  status: string
  walls: string[] | null
  files: number
}

/**
 * The draft, also after it was sent, for its author alone, with the compartments that are open to the author.
 * @throws Problem not-found
 */
const everDraftOf = async ({ sql }: Tx, actor: Actor, id: string) => {
  const [row] = await sql<Draft[]>`
    select r.case_id as "caseId", r.status, case when r.case_id is not null then authz.walls(r.case_id) end as walls,
        (select count(*)::int from app.draft_files f where f.referral_id = r.id) as files
      from app.referrals r where r.id = ${id} and r.from_person_id = ${actor.personId}`
  if (!row) throw new Problem('not-found')
  const mine = row.walls ?? wallsFor(actor)
  return { ...row, walls: openCompartments.filter((wall) => mine.includes(wall)) }
}

/** @throws Problem not-found, wrong-status */
const draftOf = async (tx: Tx, actor: Actor, id: string) => {
  const draft = await everDraftOf(tx, actor, id)
  if (draft.status !== 'draft') throw new Problem('wrong-status')
  return draft
}

const allowed = ({ walls, files }: Awaited<ReturnType<typeof draftOf>>, input: NewDraftFile) => {
  if (!walls.includes(input.compartment)) throw new Problem('not-allowed')
  checkCompartment(input, walls)
  if (files >= mostDraftFiles)
    throw new Problem('invalid', undefined, {
      errors: [
        { pointer: '/file', detail: `A draft takes ${mostDraftFiles} files. Send it, and add more to its case.` },
      ],
    })
}

/**
 * Checked before a byte of the file is received.
 * @throws Problem not-found, wrong-status, not-allowed, invalid, no-room
 */
export const mayAddToDraft = (
  db: Database,
  who: RequestContext,
  id: string,
  input: NewDraftFile,
  quota: Quota,
): Promise<void> =>
  asActor(db, who, async (tx, actor) => {
    const draft = await draftOf(tx, actor, id)
    allowed(draft, input)
    await checkRoom(tx.sql, quota, { caseId: draft.caseId, compartment: input.compartment }, 1)
  })

/**
 * Adds a stored file to a draft. On a retry the first file stays, and the caller deletes this one.
 * @throws Problem not-found, wrong-status, not-allowed, invalid, no-room, key-reused
 */
export const addToDraft = (
  db: Database,
  who: RequestContext,
  retry: Retry,
  id: string,
  input: NewDraftFile,
  file: NewFile,
): Promise<{ file: DraftFile; used: boolean }> =>
  asActor(db, who, async (tx, actor) => {
    const draft = await draftOf(tx, actor, id)
    const { kept, fileName, type, previewSize, width, height, pages, changes, quota } = file
    const { kind, compartment, title = fileName } = input
    const made = await once(tx, actor, retry, kept.id, async () => {
      allowed(draft, input)
      await takeRoom(tx.sql, quota, { caseId: draft.caseId, compartment }, kept.size)
      await tx.sql`
        insert into app.draft_files (id, referral_id, kind, compartment, type, size, preview_size, width, height, pages, changes, sealed, author_id)
        values (${kept.id}, ${id}, ${kind}, ${compartment}, ${type}, ${kept.size - previewSize}, ${previewSize}, ${width}, ${height}, ${pages},
          ${[...changes]}::text[], ${sealFile(db.ring, file, { compartment, title })}, ${actor.personId})`
    })
    const found = (await filesIn(db, tx, id)).find((one) => one.id === made)
    if (!found) throw new Problem('not-found')
    return { file: found, used: made === kept.id }
  })

/**
 * Files of a draft, for its author alone; empty and no conflict once the draft is sent.
 * @throws Problem not-found
 */
export const listDraftFiles = (db: Database, who: RequestContext, id: string): Promise<DraftFiles> =>
  asActor(db, who, async (tx, actor) => {
    const { walls } = await everDraftOf(tx, actor, id)
    return { items: await filesIn(db, tx, id), walls }
  })

/**
 * Deletes the row and with it the only key of the file.
 * @throws Problem not-found, wrong-status
 */
export const removeFromDraft = (db: Database, who: RequestContext, id: string, file: string): Promise<void> =>
  asActor(db, who, async (tx, actor) => {
    await draftOf(tx, actor, id)
    const gone = await tx.sql`delete from app.draft_files where id = ${file} and referral_id = ${id} returning id`
    if (gone.length === 0) throw new Problem('not-found')
  })

interface Row extends Omit<DraftFile, 'title' | 'fileName'> {
  sealed: string
}

const filesIn = async (db: Database, { sql }: Tx, id: string): Promise<DraftFile[]> => {
  const rows = await sql<Row[]>`
    select id, kind, compartment, type, size, changes, at, encode(sealed, 'base64') as sealed
      from app.draft_files where referral_id = ${id} order by at, id`
  return rows.map(({ sealed, ...row }) => {
    const { title, fileName } = openFacts(db.ring, row.id, row.compartment, sealed)
    return { ...row, title, fileName }
  })
}

/** A file that is moved from a draft into a case. */
export interface Carried {
  id: string
  kind: string
  compartment: OpenCompartment
  type: string
  size: number
  previewSize: number
  width: number | null
  height: number | null
  pages: number | null
  changes: string[]
  sealed: string
  at: string
}

/**
 * Takes the files out of a draft that is about to be sent; the caller adds them to the case in the same transaction.
 */
export const takeDraftFiles = ({ sql }: Tx, referralId: string) =>
  sql<Carried[]>`delete from app.draft_files where referral_id = ${referralId}
    returning id, kind, compartment, type, size, preview_size as "previewSize", width, height, pages, changes,
      encode(sealed, 'base64') as sealed, at`

/**
 * Makes the files documents of the case, each in the compartment chosen for it, added by the author of the draft;
 * readable for the receiver and the agencies that help.
 * @throws Problem invalid where the author no longer has access to such a compartment
 */
export const putIntoCase = async (
  tx: Tx,
  actor: Actor,
  rules: Rulebook,
  files: readonly Carried[],
  { id: referralId, ...subject }: Omit<Subject, 'caseId'> & { caseId: string },
): Promise<void> => {
  if (files.length === 0) return
  const { sql } = tx
  const { caseId } = subject
  const [mine] = await sql<{ walls: string[] }[]>`select authz.walls(${caseId}) as walls`
  if (files.some(({ compartment }) => !mine?.walls.includes(compartment)))
    throw new Problem('invalid', undefined, {
      errors: [{ pointer: '/files', detail: 'lie behind a wall that is not yours in this case: take them out first' }],
    })
  for (const file of files) {
    const id = v7()
    await sql`insert into app.documents (id, status, case_id, referral_id, kind, audience, compartment, agency_id, author_id)
      values (${id}, 'kept', ${caseId}, ${referralId}, ${file.kind}, ${audienceBehind(file.compartment)}, ${file.compartment}, ${actor.agencyId}, ${actor.personId})`
    await sql`
      insert into app.document_versions (id, document_id, case_id, compartment, number, type, size, preview_size, width, height, pages, changes, sealed, author_id, at)
      values (${file.id}, ${id}, ${caseId}, ${file.compartment}, 1, ${file.type}, ${file.size}, ${file.previewSize}, ${file.width}, ${file.height},
        ${file.pages}, ${[...file.changes]}::text[], decode(${file.sealed}, 'base64'), ${actor.personId}, ${file.at})`
    const parties = partiesOfDocument({ agencyId: actor.agencyId, authorId: actor.personId })
    const row = { ...subject, id, version: 1, status: 'kept', parties }
    await recordCreation(tx, rules, documentWorkflow, row, { wall: file.compartment, changes: { kind: file.kind } })
  }
}
