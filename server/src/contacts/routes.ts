import { logContact, strikeContact } from '@palermo/db/contacts/commands.ts'
import { readContacts } from '@palermo/db/contacts/queries.ts'
import { Contact, ContactLog, ContactQuery, NewContact, StrikeContact } from '@palermo/shared/contacts/contract.ts'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { AppOptions } from '../options.ts'
import { retryFrom } from '../retry.ts'

/** Routes for the attempts of staff to contact the person of a case. */
export const contactRoutes: FastifyPluginAsyncZod<AppOptions> = async (app, { db }) => {
  app.get(
    '/',
    { schema: { querystring: ContactQuery, response: { 200: ContactLog } }, config: { audit: 'contacts.viewed' } },
    (request) => readContacts(db, request.who({ kind: 'case', id: request.query.caseId }), request.query),
  )
  app.post(
    '/',
    { schema: { body: NewContact, response: { 201: Contact } }, config: { audit: 'contact.logged' } },
    async (request, reply) => {
      const who = request.who({ kind: 'case', id: request.body.caseId })
      return reply.code(201).send(await logContact(db, who, retryFrom(request), request.body))
    },
  )
  app.post(
    '/:id/strike',
    {
      schema: { params: z.object({ id: z.uuid() }), body: StrikeContact, response: { 200: Contact } },
      config: { audit: 'contact.struck' },
    },
    (request) => strikeContact(db, request.who({ kind: 'contact', id: request.params.id }), request.params.id),
  )
}
