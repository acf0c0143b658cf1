import { endAbsence, setAbsence } from '@palermo/db/absences/commands.ts'
import { listAbsences } from '@palermo/db/absences/queries.ts'
import { Absence, AbsenceList, EndAbsence, NewAbsence } from '@palermo/shared/absences/contract.ts'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { AppOptions } from '../options.ts'
import { retryFrom } from '../retry.ts'

/** Routes to read absences of colleagues, to announce an absence with a deputy, and to end an absence. */
export const absenceRoutes: FastifyPluginAsyncZod<AppOptions> = async (app, { db }) => {
  app.get('/', { schema: { response: { 200: AbsenceList } }, config: { audit: 'absences.listed' } }, (request) =>
    listAbsences(db, request.who()),
  )
  app.post(
    '/',
    { schema: { body: NewAbsence, response: { 201: Absence } }, config: { audit: 'absence.set' } },
    async (request, reply) =>
      reply.code(201).send(await setAbsence(db, request.who(), retryFrom(request), request.body)),
  )
  app.post(
    '/:id/end',
    {
      schema: { params: z.object({ id: z.uuid() }), body: EndAbsence, response: { 204: z.void() } },
      config: { audit: 'absence.ended' },
    },
    async (request, reply) => {
      const { id } = request.params
      await endAbsence(db, request.who({ kind: 'absence', id }), id)
      return reply.code(204).send()
    },
  )
}
