import { actOnSnapshot, createSnapshot } from '@palermo/db/snapshots/commands.ts'
import { listSnapshots, readSnapshot } from '@palermo/db/snapshots/queries.ts'
import {
  ActOnSnapshot,
  NewSnapshot,
  Snapshot,
  SnapshotPage,
  SnapshotQuery,
} from '@palermo/shared/snapshots/contract.ts'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { sendCsv, wantsCsv } from '../csv.ts'
import type { AppOptions } from '../options.ts'
import { retryFrom } from '../retry.ts'
import { statisticsColumns, statisticsRows } from '../statistics/statistics-csv.ts'
import { withCurrent } from '../with-current.ts'

const ById = z.object({ id: z.uuid() })
const AsFile = z.strictObject({ format: z.enum(['json', 'csv']).optional() })

/** Snapshots of statistics: frozen, signed, published, withdrawn. */
export const snapshotRoutes: FastifyPluginAsyncZod<AppOptions> = async (app, { db }) => {
  app.get(
    '/',
    { schema: { querystring: SnapshotQuery, response: { 200: SnapshotPage } }, config: { audit: 'snapshots.listed' } },
    (request) => listSnapshots(db, request.who(), request.query),
  )
  app.post(
    '/',
    { schema: { body: NewSnapshot, response: { 201: Snapshot } }, config: { audit: 'snapshot.created' } },
    async (request, reply) =>
      reply.code(201).send(await createSnapshot(db, request.who(), retryFrom(request), request.body)),
  )
  app.get(
    '/:id',
    {
      schema: { params: ById, querystring: AsFile, response: { 200: Snapshot } },
      config: { audit: 'snapshot.viewed' },
    },
    async (request, reply) => {
      const who = request.who({ kind: 'snapshot', id: request.params.id })
      if (!wantsCsv(request, request.query.format)) return readSnapshot(db, who, request.params.id)
      const { week, document } = await readSnapshot(db, { ...who, audit: 'snapshot.exported' }, request.params.id)
      return sendCsv(reply, `people-${week}-frozen`, statisticsColumns, statisticsRows(document))
    },
  )
  app.post(
    '/:id/actions',
    { schema: { params: ById, body: ActOnSnapshot, response: { 200: Snapshot } }, config: { audit: 'snapshot.acted' } },
    (request) => {
      const { id } = request.params
      const who = request.who({ kind: 'snapshot', id })
      return withCurrent(actOnSnapshot(db, who, id, request.body), () => readSnapshot(db, who, id))
    },
  )
}
