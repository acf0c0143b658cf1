import type { Actor } from '@palermo/shared/actor.ts'
import { audienceBehind } from '@palermo/shared/audiences.ts'
import { compartmentsFor } from '@palermo/shared/cases/compartments.ts'
import { openCompartments } from '@palermo/shared/compartments.ts'
import { type DraftFile, type DraftFiles, mostDraftFiles, type NewDraftFile } from '@palermo/shared/documents/drafts.ts'
import { fileChanges } from '@palermo/shared/documents/files.ts'
import { documentWorkflow, partiesOfDocument } from '@palermo/shared/documents/record.ts'
import { Problem } from '@palermo/shared/problem.ts'
import { and, eq, getTableColumns } from 'drizzle-orm'
import { v7 } from 'uuid'
import { type RequestContext, type Tx, write } from '../actor.ts'
import type { Database } from '../database.ts'
import { once, type Retry } from '../idempotency.ts'
import { insert, prepared } from '../prepared.ts'
import { number, orNull, type RowRead, rowsOf, someOf, text, texts } from '../readers.ts'
import type { Rulebook } from '../rulebook.ts'
import { recordCreation, type Subject } from '../transition.ts'
import { checkPlace, insertDocument, type NewFile } from './commands.ts'
import { checkRoom, type Quota, takeRoom } from './room.ts'
import { openFacts, sealFile } from './sealed-facts.ts'
import { documentVersions, draftFiles } from './table.ts'

const draftRows = rowsOf({ caseId: orNull(text), status: text, compartments: orNull(texts), files: number })

/**
 * Reads the draft, or the referral that was sent from it, for its author alone, with the compartments that the author
 * can open.
 * @throws Problem not-found
 */
const everDraftOf = async ({ sql }: Tx, actor: Actor, id: string) => {
  const [row] = await draftRows(sql`
    select r.case_id as "caseId", r.status, case when r.case_id is not null then authz.compartments(r.case_id) end as compartments,
        (select count(*)::int from app.draft_files f where f.referral_id = r.id) as files
      from app.referrals r where r.id = ${id} and r.from_person_id = ${actor.personId}`)
  if (!row) throw new Problem('not-found')
  const mine = row.compartments ?? compartmentsFor(actor)
  return { ...row, compartments: openCompartments.filter((compartment) => mine.includes(compartment)) }
}

/** Reads the draft, which must not have been sent. @throws Problem not-found, wrong-status */
const draftOf = async (tx: Tx, actor: Actor, id: string) => {
  const draft = await everDraftOf(tx, actor, id)
  if (draft.status !== 'draft') throw new Problem('wrong-status')
  return draft
}

const allowed = ({ compartments, files }: Awaited<ReturnType<typeof draftOf>>, input: NewDraftFile) => {
  if (!compartments.includes(input.compartment)) throw new Problem('not-allowed')
  const { kind, compartment } = input
  checkPlace(kind, { audience: audienceBehind(compartment), compartment }, compartments)
  if (files >= mostDraftFiles)
    throw new Problem('invalid', undefined, {
      errors: [
        { pointer: '/file', detail: `A draft takes ${mostDraftFiles} files. Send it, and add more to its case.` },
      ],
    })
}

/**
 * Checks, before the first byte of a file is received, whether the actor may add the file to the draft.
 * @throws Problem not-found, wrong-status, not-allowed, invalid, no-room
 */
export const mayAddToDraft = (
  db: Database,
  who: RequestContext,
  id: string,
  input: NewDraftFile,
  quota: Quota,
): Promise<void> =>
  write(db, who, async (tx, actor) => {
    const draft = await draftOf(tx, actor, id)
    allowed(draft, input)
    await checkRoom(tx.sql, quota, { caseId: draft.caseId, compartment: input.compartment }, 1)
  })

/**
 * Adds a stored file to a draft. If the request is a retry, the file of the first request is kept, and the caller
 * deletes the new file.
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
  write(db, who, async (tx, actor) => {
    const draft = await draftOf(tx, actor, id)
    const { kept, fileName, type, previewSize, width, height, pages, changes, quota } = file
    const { kind, compartment, title = fileName } = input
    const made = await once(tx, actor, retry, kept.id, async () => {
      allowed(draft, input)
      await takeRoom(tx.sql, quota, { caseId: draft.caseId, compartment }, kept.size)
      await insert(tx.sql, draftFiles, {
        id: kept.id,
        referralId: id,
        kind,
        compartment,
        type,
        size: kept.size - previewSize,
        previewSize,
        width,
        height,
        pages,
        changes: [...changes],
        sealed: sealFile(db.ring, file, { compartment, title }),
        authorId: actor.personId,
      })
    })
    const found = (await filesIn(db, tx, id)).find((one) => one.id === made)
    if (!found) throw new Problem('not-found')
    return { file: found, used: made === kept.id }
  })

/**
 * Lists the files of a draft, for its author alone. After the draft was sent the list is empty, which is no error.
 * @throws Problem not-found
 */
export const listDraftFiles = (db: Database, who: RequestContext, id: string): Promise<DraftFiles> =>
  write(db, who, async (tx, actor) => {
    const { compartments } = await everDraftOf(tx, actor, id)
    return { items: await filesIn(db, tx, id), compartments }
  })

/**
 * Deletes a file of a draft. The deleted row holds the only key, so that the stored bytes become unreadable.
 * @throws Problem not-found, wrong-status
 */
export const removeFromDraft = (db: Database, who: RequestContext, id: string, file: string): Promise<void> =>
  write(db, who, async (tx, actor) => {
    await draftOf(tx, actor, id)
    const gone = await removeFile(tx.sql, { id: file, referralId: id })
    if (gone.length === 0) throw new Problem('not-found')
  })

const removeFile = prepared((build, { id, referralId }: Pick<typeof draftFiles.$inferSelect, 'id' | 'referralId'>) =>
  build
    .delete(draftFiles)
    .where(and(eq(draftFiles.id, id), eq(draftFiles.referralId, referralId)))
    .returning({ id: draftFiles.id }),
)

const fileRows = rowsOf({
  id: draftFiles.id,
  kind: draftFiles.kind,
  compartment: draftFiles.compartment,
  type: draftFiles.type,
  size: draftFiles.size,
  changes: someOf(fileChanges),
  at: draftFiles.at,
  sealed: text,
})

const filesIn = async (db: Database, { sql }: Tx, id: string): Promise<DraftFile[]> => {
  const rows = await fileRows(sql`
    select id, kind, compartment, type, size, changes, at, encode(sealed, 'base64') as sealed
      from app.draft_files where referral_id = ${id} order by at, id`)
  return rows.map(({ sealed, ...row }) => {
    const { title, fileName } = openFacts(db.ring, row.id, row.compartment, sealed)
    return { ...row, title, fileName }
  })
}

const { authorId: _, referralId: __, ...carriedColumns } = getTableColumns(draftFiles)
const takeFiles = prepared((build, { referralId }: { referralId: string }) =>
  build.delete(draftFiles).where(eq(draftFiles.referralId, referralId)).returning(carriedColumns),
)
/** A file that is moved from a draft into a case. */
export type Carried = RowRead<typeof takeFiles>

/**
 * Takes the files out of a draft that is about to be sent. The caller adds them to the case in the same transaction.
 */
export const takeDraftFiles = ({ sql }: Tx, referralId: string) => takeFiles(sql, { referralId })

const compartmentsRows = rowsOf({ compartments: texts })

/**
 * Adds the files of a draft to the case as documents of the draft's author, each in the compartment that was chosen for
 * it, readable for the receiver and for agencies that help.
 * @throws Problem invalid if the author no longer has access to one of the compartments
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
  const [mine] = await compartmentsRows(sql`select authz.compartments(${caseId}) as compartments`)
  if (files.some(({ compartment }) => !mine?.compartments.includes(compartment)))
    throw new Problem('invalid', undefined, {
      errors: [
        { pointer: '/files', detail: 'lie in a compartment that is not yours in this case: take them out first' },
      ],
    })
  for (const file of files) {
    const id = v7()
    const { kind, compartment, ...version } = file
    await insertDocument(tx, actor, {
      id,
      caseId,
      referralId,
      kind,
      audience: audienceBehind(compartment),
      compartment,
    })
    await insert(sql, documentVersions, {
      ...version,
      documentId: id,
      caseId,
      compartment,
      number: 1,
      authorId: actor.personId,
    })
    const parties = partiesOfDocument({ agencyId: actor.agencyId, authorId: actor.personId })
    const row = { ...subject, id, version: 1, status: 'kept', parties }
    await recordCreation(tx, rules, documentWorkflow, row, {
      compartment: file.compartment,
      changes: { kind: file.kind },
    })
  }
}
