import { writeNote } from '@palermo/db/notes/commands.ts'
import { NewNote, Note } from '@palermo/shared/notes/contract.ts'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import type { AppOptions } from '../options.ts'
import { retryFrom } from '../retry.ts'

export const noteRoutes: FastifyPluginAsyncZod<AppOptions> = async (app, { db }) => {
  app.post(
    '/',
    { schema: { body: NewNote, response: { 201: Note } }, config: { audit: 'note.written' } },
    async (request, reply) =>
      reply
        .code(201)
        .send(
          await writeNote(db, request.who({ kind: 'case', id: request.body.caseId }), retryFrom(request), request.body),
        ),
  )
}
