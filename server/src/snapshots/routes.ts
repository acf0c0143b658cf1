import { actOnSnapshot, createSnapshot } from '@palermo/db/snapshots/commands.ts'
import { listSnapshots, readSnapshot } from '@palermo/db/snapshots/queries.ts'
import {
  ActOnSnapshot,
  NewSnapshot,
  Snapshot,
  SnapshotPage,
  SnapshotQuery,
} from '@palermo/shared/snapshots/contract.ts'
import { snapshot } from '@palermo/shared/snapshots/record.ts'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { sendCsv, wantsCsv } from '../csv.ts'
import type { AppOptions } from '../options.ts'
import { recordRoutes } from '../records/record-routes.ts'
import { statisticsColumns, statisticsRows } from '../statistics/statistics-csv.ts'

const ById = z.object({ id: z.uuid() })
const AsFile = z.strictObject({ format: z.enum(['json', 'csv']).optional() })

/** Routes for snapshots of statistics, which are frozen, signed, published and withdrawn. */
export const snapshotRoutes: FastifyPluginAsyncZod<AppOptions> = async (app, { db }) => {
  recordRoutes(app, db, {
    type: snapshot,
    contracts: { Reply: Snapshot, Query: SnapshotQuery, Page: SnapshotPage, New: NewSnapshot, Act: ActOnSnapshot },
    list: listSnapshots,
    create: createSnapshot,
    act: actOnSnapshot,
    current: readSnapshot,
  })
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
}
