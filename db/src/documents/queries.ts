import type { Actor } from '@palermo/shared/actor.ts'
import { audiences } from '@palermo/shared/audiences.ts'
import { urgencies } from '@palermo/shared/codes/urgency.ts'
import { openCompartments } from '@palermo/shared/compartments.ts'
import { type Document, type DocumentList, DocumentVersion } from '@palermo/shared/documents/contract.ts'
import type { FileType } from '@palermo/shared/documents/files.ts'
import { documentWorkflow, partiesOfDocument } from '@palermo/shared/documents/record.ts'
import { Problem } from '@palermo/shared/problem.ts'
import { availableActions } from '@palermo/shared/workflow.ts'
import { z } from 'zod'
import { type RequestContext, read, type Tx, write } from '../actor.ts'
import { compartmentsRead } from '../cases/behind.ts'
import type { Database } from '../database.ts'
import { document, flag, oneOf, orNull, type RowRead, rowsOf, text } from '../readers.ts'
import type { Keyring } from '../seal.ts'
import type { SlotSql } from '../slots.ts'
import { openFacts } from './sealed-facts.ts'
import { documents, documentVersions } from './table.ts'

const VersionRow = DocumentVersion.omit({ preview: true, fileName: true, sentSha256: true, sha256: true }).extend({
  id: z.string(),
  previewSize: z.int(),
  /** The sealed facts of the file in base64. */
  sealed: z.string(),
})

const documentRows = rowsOf({
  id: documents.id,
  version: documents.version,
  status: documents.status,
  caseId: documents.caseId,
  referralId: documents.referralId,
  kind: documents.kind,
  audience: oneOf(audiences),
  compartment: documents.compartment,
  agencyId: orNull(documents.agencyId),
  agencyName: orNull(text),
  authorId: orNull(documents.authorId),
  addedAt: documents.createdAt,
  withdrawalReason: documents.withdrawalReason,
  withdrawnAt: documents.withdrawnAt,
  caseReference: text,
  urgency: oneOf(urgencies),
  childProcedure: flag,
  versions: orNull(document(z.array(VersionRow))),
})
export type DocumentRow = RowRead<typeof documentRows>

const rows = (sql: SlotSql) => sql`
  select d.id, d.version, d.status, d.case_id as "caseId", d.referral_id as "referralId", d.kind, d.audience, d.compartment,
      a.id as "agencyId", a.label as "agencyName", case when d.agency_id = (select agency_id from authz.me) then d.author_id end as "authorId",
      d.created_at as "addedAt",
      d.withdrawal_reason as "withdrawalReason", d.withdrawn_at as "withdrawnAt", c.reference as "caseReference", c.urgency,
      c.child_procedure as "childProcedure",
      (select json_agg(json_build_object('id', v.id, 'number', v.number, 'type', v.type, 'size', v.size, 'previewSize', v.preview_size,
          'width', v.width, 'height', v.height, 'pages', v.pages, 'changes', v.changes, 'sealed', encode(v.sealed, 'base64'),
          'authorId', case when d.agency_id = (select agency_id from authz.me) then v.author_id end, 'at', to_char(v.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')) order by v.number desc)
        from app.document_versions v where v.document_id = d.id) as versions
    from app.documents d join app.cases c on c.id = d.case_id
    left join app.agencies a on a.id = d.agency_id and authz.knows(d.case_id, d.agency_id)`

/** Lists the documents of a case whose compartment the reader can open, newest first. @throws Problem not-found */
export const listDocuments = async (db: Database, who: RequestContext, caseId: string): Promise<DocumentList> => {
  const { actor, rows: found } = await read(db, who, (sql) => [
    compartmentsRead(sql, { caseId }),
    documentRows(sql`${rows(sql)} where d.case_id = ${caseId} order by d.created_at desc, d.id desc`),
  ])
  const [known] = found[0]
  if (!known) throw new Problem('not-found')
  return {
    items: found[1].map((row) => presentDocument(db.ring, row, actor)),
    addable: openCompartments.filter((compartment) => known.compartments.includes(compartment)),
  }
}

/** Reads one document. @throws Problem not-found */
export const readDocument = async (db: Database, who: RequestContext, id: string): Promise<Document> => {
  const { actor, rows: found } = await read(db, who, (sql) => [documentRows(sql`${rows(sql)} where d.id = ${id}`)])
  const [row] = found[0]
  if (!row) throw new Problem('not-found')
  return presentDocument(db.ring, row, actor)
}

/** Reads one document inside a command's transaction. @throws Problem not-found */
export const documentIn = async ({ sql }: Tx, id: string): Promise<DocumentRow> => {
  const [row] = await documentRows(sql`${rows(sql)} where d.id = ${id}`)
  if (!row) throw new Problem('not-found')
  return row
}

/** The data with which a stored file is read, including its key. */
export interface FileToRead {
  file: string
  key: Buffer
  type: FileType
  /** Size of the preview in bytes. The preview is stored in the same file before the original. */
  previewSize: number
  size: number
  number: number
  kind: Document['kind']
  caseReference: string
}

const fileRows = rowsOf({
  file: documentVersions.id,
  type: documentVersions.type,
  previewSize: documentVersions.previewSize,
  size: documentVersions.size,
  number: documentVersions.number,
  compartment: documentVersions.compartment,
  kind: documents.kind,
  caseReference: text,
  sealed: text,
})

/**
 * Returns the data with which a stored file is read. The line in the access log is on disk before the promise resolves,
 * and so before the first byte is sent.
 * @throws Problem not-found
 */
export const fileToRead = (db: Database, who: RequestContext, id: string, number: number): Promise<FileToRead> =>
  write(db, who, async ({ sql }) => {
    const [row] = await fileRows(sql`
      select v.id as file, v.type, v.preview_size as "previewSize", v.size, v.number, v.compartment, d.kind, c.reference as "caseReference",
          encode(v.sealed, 'base64') as sealed
        from app.document_versions v join app.documents d on d.id = v.document_id join app.cases c on c.id = d.case_id
       where v.document_id = ${id} and v.number = ${number}`)
    if (!row) throw new Problem('not-found')
    const { compartment, sealed, ...file } = row
    return { ...file, key: Buffer.from(openFacts(db.ring, row.file, compartment, sealed).key, 'base64') }
  })

export const presentDocument = (ring: Keyring, row: DocumentRow, actor: Actor): Document => {
  const { caseReference: _, urgency: __, childProcedure: ___, versions, ...shown } = row
  const opened = (versions ?? []).map(({ id, sealed, previewSize, ...version }) => {
    const { title, fileName, sha256, sentSha256 } = openFacts(ring, id, row.compartment, sealed)
    return { title, version: { ...version, preview: previewSize > 0, fileName, sha256, sentSha256 } }
  })
  return {
    ...shown,
    title: opened[0]?.title ?? null,
    mine: row.authorId === actor.personId,
    versions: opened.map(({ version }) => version),
    actions: availableActions(documentWorkflow, { status: row.status, parties: partiesOfDocument(row) }, actor),
  }
}
