import multipart from '@fastify/multipart'
import {
  actOnDocument,
  addDocument,
  addVersion,
  mayAdd,
  mayRevise,
  type NewFile,
} from '@palermo/db/documents/commands.ts'
import { addToDraft, listDraftFiles, mayAddToDraft, removeFromDraft } from '@palermo/db/documents/draft-files.ts'
import { type FileToRead, fileToRead, listDocuments, readDocument } from '@palermo/db/documents/queries.ts'
import { readKept } from '@palermo/db/documents/store.ts'
import { wholeUpload } from '@palermo/db/documents/uploads.ts'
import {
  ActOnDocument,
  Document,
  DocumentList,
  DocumentQuery,
  NewDocument,
  NewVersion,
} from '@palermo/shared/documents/contract.ts'
import { DraftFile, DraftFiles, NewDraftFile } from '@palermo/shared/documents/drafts.ts'
import { fileFacts } from '@palermo/shared/documents/files.ts'
import { Problem } from '@palermo/shared/problem.ts'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { AppOptions } from '../options.ts'
import { retryFrom } from '../retry.ts'
import { withCurrent } from '../with-current.ts'
import { openInspectors } from './inspection.ts'
import { inspectFile, takeIn } from './upload.ts'
import { uploadRoutes } from './upload-routes.ts'

const ById = z.object({ id: z.uuid() })
const ByFile = ById.extend({ file: z.uuid() })
const ByNumber = ById.extend({ number: z.coerce.number().int().min(1).max(10_000) })

export const documentRoutes: FastifyPluginAsyncZod<AppOptions> = async (app, options) => {
  const { db, documents: store } = options
  await app.register(multipart)
  await app.register(uploadRoutes, { ...options, prefix: '/uploads' })
  const inspectors = openInspectors(store.inspector)
  const whole = (request: FastifyRequest) => (upload: string) => wholeUpload(db, request.who(), store, upload)

  app.get(
    '/',
    { schema: { querystring: DocumentQuery, response: { 200: DocumentList } }, config: { audit: 'documents.listed' } },
    (request) => {
      const { caseId } = request.query
      return listDocuments(db, request.who({ kind: 'case', id: caseId }), caseId)
    },
  )
  app.get(
    '/drafts/:id',
    { schema: { params: ById, response: { 200: DraftFiles } }, config: { audit: 'draft.files-listed' } },
    (request) => listDraftFiles(db, ofDraft(request, request.params.id), request.params.id),
  )
  app.post(
    '/drafts/:id',
    {
      schema: { ...ofForm('NewDraftFile'), params: ById, response: { 201: DraftFile } },
      config: { audit: 'draft.file-added', longUpload: true },
    },
    async (request, reply) => {
      retryFrom(request, undefined)
      const { id } = request.params
      const who = ofDraft(request, id)
      const may = (input: NewDraftFile) => mayAddToDraft(db, who, id, input, store.quota)
      const taken = await takeIn(request, store, NewDraftFile, may, whole(request))
      const retry = retryFrom(request, { id, ...taken.input, sent: taken.incoming.sha256 })
      const file = await inspectFile(store, inspectors, taken)
      const added = await attachOrDelete(file, async () => {
        const { file: document, used } = await addToDraft(db, who, retry, id, taken.input, file)
        return { document, used }
      })
      return reply.code(201).send(added)
    },
  )
  app.delete(
    '/drafts/:id/:file',
    { schema: { params: ByFile, response: { 204: z.null() } }, config: { audit: 'draft.file-removed' } },
    async (request, reply) => {
      const { id, file } = request.params
      await removeFromDraft(db, ofDraft(request, id), id, file)
      return reply.code(204).send(null)
    },
  )
  app.get(
    '/:id',
    { schema: { params: ById, response: { 200: Document } }, config: { audit: 'document.viewed' } },
    (request) => readDocument(db, request.who({ kind: 'document', id: request.params.id }), request.params.id),
  )
  app.post(
    '/',
    {
      schema: { ...ofForm('NewDocument'), response: { 201: Document } },
      config: { audit: 'document.added', longUpload: true },
    },
    async (request, reply) => {
      retryFrom(request, undefined)
      const may = (input: NewDocument) => mayAdd(db, ofCase(request, input.caseId), input, store.quota)
      const taken = await takeIn(request, store, NewDocument, may, whole(request))
      const retry = retryFrom(request, { ...taken.input, sent: taken.incoming.sha256 })
      const file = await inspectFile(store, inspectors, taken)
      const { input } = taken
      const document = await attachOrDelete(file, () =>
        addDocument(db, ofCase(request, input.caseId), retry, input, file),
      )
      return reply.code(201).send(document)
    },
  )
  app.post(
    '/:id/versions',
    {
      schema: { ...ofForm('NewVersion'), params: ById, response: { 201: Document } },
      config: { audit: 'document.revised', longUpload: true },
    },
    async (request, reply) => {
      retryFrom(request, undefined)
      const { id } = request.params
      const who = request.who({ kind: 'document', id })
      const current = <T>(work: Promise<T>) => withCurrent(work, () => readDocument(db, who, id))
      const may = (input: NewVersion) => current(mayRevise(db, who, id, input, store.quota))
      const taken = await takeIn(request, store, NewVersion, may, whole(request))
      const retry = retryFrom(request, { id, ...taken.input, sent: taken.incoming.sha256 })
      const file = await inspectFile(store, inspectors, taken)
      return reply
        .code(201)
        .send(await current(attachOrDelete(file, () => addVersion(db, who, retry, id, taken.input, file))))
    },
  )
  app.post(
    '/:id/actions',
    { schema: { params: ById, body: ActOnDocument, response: { 200: Document } }, config: { audit: 'document.acted' } },
    (request) => {
      const { id } = request.params
      const who = request.who({ kind: 'document', id })
      return withCurrent(actOnDocument(db, who, id, request.body), () => readDocument(db, who, id))
    },
  )
  app.get(
    '/:id/versions/:number/content',
    { schema: { params: ByNumber }, config: { audit: 'document.downloaded' } },
    async (request, reply) => {
      const file = await wanted(request, request.params)
      const { media, extensions } = fileFacts[file.type]
      const name = `${file.caseReference}-${file.kind}-${file.number}.${extensions[0]}`
      return sent(reply, file, { media, name, from: file.previewSize, size: file.size })
    },
  )
  app.get(
    '/:id/versions/:number/preview',
    { schema: { params: ByNumber }, config: { audit: 'document.previewed' } },
    async (request, reply) => {
      const file = await wanted(request, request.params)
      if (file.previewSize === 0) throw new Problem('not-found')
      const name = `${file.caseReference}-${file.kind}-${file.number}-preview.webp`
      return sent(reply, file, { media: 'image/webp', name, from: 0, size: file.previewSize })
    },
  )

  const wanted = (request: FastifyRequest, { id, number }: z.infer<typeof ByNumber>) =>
    fileToRead(db, request.who({ kind: 'document', id }), id, number)

  /**
   * Sends a file as a download, with a content security policy that gives the file no rights if a browser shows it
   * nevertheless (OWASP ASVS 5.0, 3.2.1).
   */
  const sent = async (
    reply: FastifyReply,
    { file, key }: FileToRead,
    { media, name, from, size }: { media: string; name: string; from: number; size: number },
  ) =>
    reply
      .type(media)
      .header('content-disposition', `attachment; filename="${name}"`)
      .header('content-security-policy', "sandbox; default-src 'none'; frame-ancestors 'none'")
      .header('content-length', size)
      .send(await readKept(store, file, key, { from, to: from + size }))
}

/** Describes the parts of a multipart form with a file, for the OpenAPI document. */
const ofForm = (contract: string) => ({
  consumes: ['multipart/form-data', 'application/json'],
  description: `A form of two parts in this order: document (JSON, ${contract}), then file (at most 25 MB). Or JSON with document, fileName and upload, the id of an upload that has come to its end.`,
})

const ofDraft = (request: FastifyRequest, id: string) => request.who({ kind: 'referral', id })
const ofCase = (request: FastifyRequest, id: string) => request.who({ kind: 'case', id })

/** Runs `work`, which attaches the file to a row, and deletes the file if `work` failed or did not use the file. */
const attachOrDelete = async <T>(file: NewFile, work: () => Promise<{ document: T; used: boolean }>): Promise<T> => {
  try {
    const { document, used } = await work()
    if (!used) await file.kept.drop()
    return document
  } catch (error) {
    await file.kept.drop()
    throw error
  }
}
