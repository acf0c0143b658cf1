import { randomUUID } from 'node:crypto'
import type { Actor } from '@palermo/shared/actor.ts'
import { type Audience, audienceRules, type Place } from '@palermo/shared/audiences.ts'
import { urgencies } from '@palermo/shared/codes/urgency.ts'
import type { OpenCompartment } from '@palermo/shared/compartments.ts'
import type { ActOnDocument, Document, NewDocument, NewVersion } from '@palermo/shared/documents/contract.ts'
import type { FileChange, FileType } from '@palermo/shared/documents/files.ts'
import type { DocumentKind } from '@palermo/shared/documents/kinds.ts'
import { audienceOfDocument, compartmentOfKind, isNarrower, mayHavePlace } from '@palermo/shared/documents/places.ts'
import { type DocumentRelation, documentWorkflow, partiesOfDocument } from '@palermo/shared/documents/record.ts'
import { Problem } from '@palermo/shared/problem.ts'
import { eq } from 'drizzle-orm'
import { v7 } from 'uuid'
import { type Db, type RequestContext, type Tx, write } from '../actor.ts'
import { compartmentsRead } from '../cases/behind.ts'
import type { Database } from '../database.ts'
import { once, type Retry } from '../idempotency.ts'
import { placeFor } from '../notes/commands.ts'
import { insert, prepared } from '../prepared.ts'
import { flag, oneOf, type RowRead, rowsOf, text, texts } from '../readers.ts'
import { rulebookOf } from '../rulebook.ts'
import type { SlotSql } from '../slots.ts'
import { checkAct, recordCreation, type Subject, transition } from '../transition.ts'
import { type DocumentRow, documentIn, presentDocument } from './queries.ts'
import { checkRoom, type Quota, takeRoom } from './room.ts'
import { sealAgain, sealFile } from './sealed-facts.ts'
import type { KeptFile } from './store.ts'
import { documents, documentVersions } from './table.ts'

/** A stored file that was inspected, with the result of the inspection. */
export interface NewFile {
  kept: KeptFile
  fileName: string
  sentSha256: string
  type: FileType
  previewSize: number
  width: number | null
  height: number | null
  pages: number | null
  changes: readonly FileChange[]
  quota: Quota
}

const readCases = rowsOf({
  reference: text,
  urgency: oneOf(urgencies),
  childProcedure: flag,
  compartments: texts,
  refers: flag,
})
type CaseToAdd = RowRead<typeof readCases>

const caseRows = (sql: SlotSql, { caseId, referralId }: NewDocument) => {
  const referral = referralId ?? null
  return readCases(sql`
    select c.reference, c.urgency, c.child_procedure as "childProcedure", authz.compartments(c.id) as compartments, ${referral}::uuid is null
        or exists (select from app.referrals r where r.id = ${referral}::uuid and r.case_id = c.id) as refers
      from app.cases c where c.id = ${caseId}`)
}

/**
 * Returns the audience of a document: the audience that its author chose, otherwise the one proposed for its kind,
 * otherwise the author's default in its compartment.
 */
const audienceOf = (
  actor: Actor,
  { compartments }: CaseToAdd,
  { audience, compartment, kind }: NewDocument,
): Audience => {
  const proposed = audience ?? audienceOfDocument(kind)
  const fits = proposed !== undefined && audienceRules[proposed].behind.includes(compartment)
  return placeFor(actor, compartments, { audience: audience ?? (fits ? proposed : undefined), compartment }).audience
}

/**
 * Checks where a document may stand.
 * @throws Problem invalid if a document of this kind may not have this audience and compartment
 */
export const checkPlace = (kind: DocumentKind, place: Place, compartments: readonly string[]): void => {
  if (mayHavePlace(kind, place, compartments)) return
  const fault =
    compartmentOfKind(kind, compartments) === undefined
      ? {
          pointer: '/kind',
          detail: 'is about health: without access to health, file it for your own agency or an authority',
        }
      : { pointer: '/compartment', detail: 'must be health for a document of this kind' }
  throw new Problem('invalid', undefined, { errors: [fault] })
}

const allowed = (actor: Actor, [row]: readonly CaseToAdd[], input: NewDocument): CaseToAdd => {
  if (!row) throw new Problem('not-found')
  if (!row.compartments.includes(input.compartment)) throw new Problem('not-allowed')
  const { kind, compartment } = input
  checkPlace(kind, { audience: audienceOf(actor, row, input), compartment }, row.compartments)
  if (!row.refers)
    throw new Problem('invalid', undefined, {
      errors: [{ pointer: '/referralId', detail: 'is no referral of this case' }],
    })
  return row
}

/**
 * Checks, before the first byte of a file is received, whether the actor may add the file.
 * @throws Problem not-found, not-allowed, invalid, no-room
 */
export const mayAdd = (db: Db, who: RequestContext, input: NewDocument, quota: Quota): Promise<void> =>
  write(db, who, async ({ sql }, actor) => {
    allowed(actor, await caseRows(sql, input), input)
    await checkRoom(sql, quota, input, 1)
  })

/**
 * Adds a stored file to a case. If the request is a retry, the file of the first request is kept, and the caller
 * deletes the new file.
 * @throws Problem not-found, not-allowed, invalid, no-room, key-reused
 */
export const addDocument = (
  db: Database,
  who: RequestContext,
  retry: Retry,
  input: NewDocument,
  file: NewFile,
): Promise<{ document: Document; used: boolean }> =>
  write(db, who, async (tx, actor) => {
    const known = allowed(actor, await caseRows(tx.sql, input), input)
    const fresh = v7()
    const { caseId, compartment, kind, title = file.fileName } = input
    const id = await once(tx, actor, retry, fresh, async () => {
      await takeRoom(tx.sql, file.quota, input, file.kept.size)
      await insertDocument(tx, actor, {
        id: fresh,
        caseId,
        referralId: input.referralId ?? null,
        kind,
        audience: audienceOf(actor, known, input),
        compartment,
      })
      await insertVersion(db, tx, actor, { id: fresh, caseId, compartment }, { number: 1, title }, file)
      const subject = {
        id: fresh,
        version: 1,
        status: 'kept',
        caseId,
        caseReference: known.reference,
        urgency: known.urgency,
        childProcedure: known.childProcedure,
        parties: partiesOfDocument({ agencyId: actor.agencyId, authorId: actor.personId }),
      }
      const rules = await rulebookOf(db, tx.sql)
      await recordCreation(tx, rules, documentWorkflow, subject, { compartment: compartment, changes: { kind } })
    })
    return { document: presentDocument(db.ring, await documentIn(tx, id), actor), used: id === fresh }
  })

const subjectOf = (row: DocumentRow): Subject<DocumentRelation> => ({ ...row, parties: partiesOfDocument(row) })

/**
 * Checks, before the first byte of a file is received, whether the actor may add the file as a newer version.
 * @returns the compartment in which the file will be stored
 * @throws Problem not-found, not-allowed, changed-meanwhile, wrong-status
 */
export const mayRevise = (
  db: Database,
  who: RequestContext,
  id: string,
  { version }: NewVersion,
  quota: Quota,
): Promise<OpenCompartment> =>
  write(db, who, async (tx, actor) => {
    const row = await documentIn(tx, id)
    checkAct(actor, documentWorkflow, subjectOf(row), { action: 'revise', version })
    await checkRoom(tx.sql, quota, row, 1)
    return row.compartment
  })

/**
 * Adds a file as a newer version of the document.
 * @throws Problem not-found, not-allowed, changed-meanwhile, wrong-status, key-reused
 */
export const addVersion = (
  db: Database,
  who: RequestContext,
  retry: Retry,
  id: string,
  input: NewVersion,
  file: NewFile,
): Promise<{ document: Document; used: boolean }> =>
  write(db, who, async (tx, actor) => {
    const row = await documentIn(tx, id)
    // Identifies this request. A retry must get the result of the first request, although the first request raised the
    // document's version.
    const mark = randomUUID()
    const made = await once(tx, actor, retry, mark, async () => {
      await takeRoom(tx.sql, file.quota, row, file.kept.size)
      const rules = await rulebookOf(db, tx.sql)
      const { version } = input
      const { compartment } = row
      await transition(
        tx,
        actor,
        rules,
        documentWorkflow,
        subjectOf(row),
        { action: 'revise', version },
        { compartment: compartment },
      )
      const number = (row.versions?.[0]?.number ?? 0) + 1
      const title = input.title ?? presentDocument(db.ring, row, actor).title ?? file.fileName
      await insertVersion(db, tx, actor, row, { number, title }, file)
    })
    return { document: presentDocument(db.ring, await documentIn(tx, id), actor), used: made === mark }
  })

type NewRow = Pick<typeof documents.$inferInsert, 'id' | 'caseId' | 'referralId' | 'kind' | 'audience' | 'compartment'>
export const insertDocument = ({ sql }: Tx, { agencyId, personId }: Actor, row: NewRow) =>
  insert(sql, documents, { ...row, status: 'kept', agencyId, authorId: personId })

const insertVersion = async (
  db: Database,
  { sql }: Tx,
  actor: Actor,
  { id, caseId, compartment }: Pick<DocumentRow, 'id' | 'caseId' | 'compartment'>,
  { number, title }: { number: number; title: string },
  file: NewFile,
) => {
  const { kept, type, previewSize, width, height, pages, changes } = file
  await insert(sql, documentVersions, {
    id: kept.id,
    documentId: id,
    caseId,
    compartment,
    number,
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
}

/**
 * Withdraws a document, restores it, or restricts it to fewer readers.
 * @throws Problem not-found, not-allowed, changed-meanwhile, wrong-status, invalid
 */
export const actOnDocument = (db: Database, who: RequestContext, id: string, input: ActOnDocument): Promise<Document> =>
  write(db, who, async (tx, actor) => {
    const row = await documentIn(tx, id)
    checkAct(actor, documentWorkflow, subjectOf(row), input)
    if (input.action === 'restrict') await checkNarrower(tx, row, input)
    const rules = await rulebookOf(db, tx.sql)
    await transition(tx, actor, rules, documentWorkflow, subjectOf(row), input, effectOf(tx, row, input))
    if (input.action === 'restrict') await moveVersions(db, tx, row, input.compartment)
    return presentDocument(db.ring, await documentIn(tx, id), actor)
  })

const effectOf = ({ now }: Tx, { compartment }: DocumentRow, input: ActOnDocument) => {
  switch (input.action) {
    case 'withdraw':
      return {
        compartment,
        set: { withdrawal_reason: input.reason, withdrawn_at: now },
        changes: { reason: input.reason },
      }
    case 'reopen':
      return { compartment, set: { withdrawal_reason: null, withdrawn_at: null } }
    case 'restrict':
      return { compartment: input.compartment, set: { audience: input.audience, compartment: input.compartment } }
  }
}

/**
 * Checks that a restriction shows the document to no further person.
 * @throws Problem not-allowed if the actor has no access to the new compartment; invalid if more persons would read the
 * document
 */
const checkNarrower = async ({ sql }: Tx, row: DocumentRow, to: Place) => {
  const [known] = await compartmentsRead(sql, { caseId: row.caseId })
  if (!known?.compartments.includes(to.compartment)) throw new Problem('not-allowed')
  if (!isNarrower(row, to))
    throw new Problem('invalid', undefined, {
      errors: [{ pointer: '/audience', detail: 'lets people read it who cannot read it now: choose fewer' }],
    })
}

const moveVersion = prepared(
  (build, { id, compartment, sealed }: Pick<typeof documentVersions.$inferSelect, 'id' | 'compartment' | 'sealed'>) =>
    build.update(documentVersions).set({ compartment, sealed }).where(eq(documentVersions.id, id)),
)

/** Seals the key, name and checksums of each file again for the new compartment of the document. */
const moveVersions = async (db: Database, { sql }: Tx, row: DocumentRow, compartment: OpenCompartment) => {
  if (row.compartment === compartment) return
  for (const { id, sealed } of row.versions ?? []) {
    const moved = sealAgain(db.ring, id, { from: row.compartment, to: compartment }, sealed)
    await moveVersion(sql, { id, compartment, sealed: moved })
  }
}
