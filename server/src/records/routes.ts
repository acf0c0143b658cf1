import { readRecordTypes } from '@palermo/db/records/queries.ts'
import { RecordTypeList } from '@palermo/shared/records/contract.ts'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import type { AppOptions } from '../options.ts'

/** Routes for the declarations of all record types, which administrators read. */
export const recordRoutes: FastifyPluginAsyncZod<AppOptions> = async (app, { db }) => {
  app.get('/', { schema: { response: { 200: RecordTypeList } }, config: { audit: 'record-types.viewed' } }, (request) =>
    readRecordTypes(db, request.who()),
  )
}
