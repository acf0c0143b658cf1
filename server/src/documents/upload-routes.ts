import { mayAdd, mayRevise } from '@palermo/db/documents/commands.ts'
import { mayAddToDraft } from '@palermo/db/documents/draft-files.ts'
import { appendChunk, beginUpload, dropUpload } from '@palermo/db/documents/uploads.ts'
import type { OpenCompartment } from '@palermo/shared/compartments.ts'
import { BeginUpload, type Destination, longestChunk, Upload } from '@palermo/shared/documents/uploads.ts'
import { Problem } from '@palermo/shared/problem.ts'
import type { FastifyRequest } from 'fastify'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { AppOptions } from '../options.ts'

const ById = z.object({ id: z.uuid() })
/**
 * The media type of a chunk. The media type and the headers in this file come from the IETF draft "Resumable Uploads
 * for HTTP" (draft-ietf-httpbis-resumable-upload).
 */
const chunkType = 'application/partial-upload'
const Offset = z.object({ 'upload-offset': z.coerce.number().int().min(0) })

/**
 * Routes for resumable uploads. The client starts an upload with an id that the client chose, sends the file in chunks,
 * and then names the upload instead of sending a file when adding a document.
 */
export const uploadRoutes: FastifyPluginAsyncZod<AppOptions> = async (app, { db, documents: store }) => {
  app.addContentTypeParser(chunkType, { parseAs: 'buffer', bodyLimit: longestChunk }, (_request, body, done) =>
    done(null, body),
  )

  /**
   * Checks the right to add the file before any byte is received. Returns the compartment in which the file will be
   * stored.
   */
  const mayGo = async (request: FastifyRequest, to: Destination): Promise<OpenCompartment> => {
    switch (to.kind) {
      case 'document': {
        const { document } = to
        await mayAdd(db, request.who({ kind: 'case', id: document.caseId }), document, store.quota)
        return document.compartment
      }
      case 'draft':
        await mayAddToDraft(db, request.who({ kind: 'referral', id: to.id }), to.id, to.document, store.quota)
        return to.document.compartment
      case 'version':
        return mayRevise(db, request.who({ kind: 'document', id: to.id }), to.id, to.document, store.quota)
    }
  }

  app.put(
    '/:id',
    {
      schema: { params: ById, body: BeginUpload, response: { 200: Upload } },
      config: { audit: 'upload.begun' },
    },
    async (request) => {
      const compartment = await mayGo(request, request.body.to)
      return beginUpload(db, request.who(), request.params.id, { ...request.body, compartment })
    },
  )
  app.patch(
    '/:id',
    {
      schema: {
        params: ById,
        headers: Offset,
        response: { 200: Upload },
        consumes: [chunkType],
        description: `The next bytes of the file, at most ${longestChunk}; the header Upload-Offset says at which byte they begin.`,
      },
      config: { audit: 'upload.gone-on', longUpload: true },
    },
    async (request) => {
      if (!Buffer.isBuffer(request.body)) throw new Problem('unsupported-media-type', `Send ${chunkType}.`)
      const from = request.headers['upload-offset']
      return appendChunk(db, request.who(), store, request.params.id, { from, bytes: request.body })
    },
  )
  app.delete(
    '/:id',
    { schema: { params: ById, response: { 204: z.null() } }, config: { audit: 'upload.dropped' } },
    async (request, reply) => {
      await dropUpload(db, request.who(), request.params.id)
      return reply.code(204).send(null)
    },
  )
}
