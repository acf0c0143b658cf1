import { changeAgency, createAgency, keepRota } from '@palermo/db/agencies/commands.ts'
import {
  exportAgencies,
  listAgencies,
  listColleagues,
  readAgency,
  readRota,
  readTonight,
} from '@palermo/db/agencies/queries.ts'
import {
  Agency,
  AgencyQuery,
  Colleague,
  EditAgency,
  KeepRota,
  NewAgency,
  Rota,
  Tonight,
  TonightQuery,
} from '@palermo/shared/agencies/contract.ts'
import { pageOf } from '@palermo/shared/page.ts'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { sendCsv } from '../csv.ts'
import type { AppOptions } from '../options.ts'
import { retryFrom } from '../retry.ts'
import { withCurrent } from '../with-current.ts'

const ById = z.object({ id: z.uuid() })

export const agencyRoutes: FastifyPluginAsyncZod<AppOptions> = async (app, { db }) => {
  app.get(
    '/',
    { schema: { querystring: AgencyQuery, response: { 200: pageOf(Agency) } }, config: { audit: 'agencies.listed' } },
    (request) => listAgencies(db, request.who(), request.query),
  )
  app.get(
    '/tonight',
    { schema: { querystring: TonightQuery, response: { 200: Tonight } }, config: { audit: 'agencies.tonight' } },
    (request) => readTonight(db, request.who(), request.query),
  )
  app.get(
    '/export',
    { schema: { response: { 200: z.string() } }, config: { audit: 'agencies.exported' } },
    async (request, reply) => sendCsv(reply, 'agencies', columns, (await exportAgencies(db, request.who())).map(rowOf)),
  )
  app.post(
    '/',
    { schema: { body: NewAgency, response: { 201: Agency } }, config: { audit: 'agency.added' } },
    async (request, reply) =>
      reply.code(201).send(await createAgency(db, request.who(), retryFrom(request), request.body)),
  )
  app.get(
    '/:id',
    { schema: { params: ById, response: { 200: Agency } }, config: { audit: 'agency.viewed' } },
    (request) => readAgency(db, request.who({ kind: 'agency', id: request.params.id }), request.params.id),
  )
  app.patch(
    '/:id',
    { schema: { params: ById, body: EditAgency, response: { 200: Agency } }, config: { audit: 'agency.changed' } },
    (request) => {
      const { id } = request.params
      const who = request.who({ kind: 'agency', id })
      return withCurrent(changeAgency(db, who, id, request.body), () => readAgency(db, who, id))
    },
  )
  app.get(
    '/:id/colleagues',
    {
      schema: { params: ById, response: { 200: z.object({ items: z.array(Colleague) }) } },
      config: { audit: 'colleagues.listed' },
    },
    async (request) => {
      const { id } = request.params
      return { items: await listColleagues(db, request.who({ kind: 'agency', id }), id) }
    },
  )
  app.get(
    '/:id/on-call',
    { schema: { params: ById, response: { 200: Rota } }, config: { audit: 'rota.viewed' } },
    (request) => readRota(db, request.who({ kind: 'agency', id: request.params.id }), request.params.id),
  )
  app.put(
    '/:id/on-call',
    { schema: { params: ById, body: KeepRota, response: { 200: Rota } }, config: { audit: 'rota.kept' } },
    (request) => {
      const { id } = request.params
      const who = request.who({ kind: 'agency', id })
      return withCurrent(keepRota(db, who, id, request.body), () => readRota(db, who, id))
    },
  )
}

const columns = [
  'name',
  'sector',
  'region',
  'protected',
  'placementDesk',
  'services',
  'languages',
  'dutyPhone',
  'takesReferrals',
] as const

const rowOf = (agency: Agency) => ({
  ...agency,
  services: agency.services.join(' '),
  languages: agency.languages.join(' '),
})
