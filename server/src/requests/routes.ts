import { actOnRequest, createRequest } from '@palermo/db/requests/commands.ts'
import { listRequests, readRequest } from '@palermo/db/requests/queries.ts'
import { ActOnRequest, NewRequest, Request, RequestPage, RequestQuery } from '@palermo/shared/requests/contract.ts'
import { request } from '@palermo/shared/requests/record.ts'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import type { AppOptions } from '../options.ts'
import { recordRoutes } from '../records/record-routes.ts'

/** Requests of an agency for access to a compartment of a case, and the answers to such requests. */
export const requestRoutes: FastifyPluginAsyncZod<AppOptions> = async (app, { db }) =>
  recordRoutes(app, db, request, {
    Reply: Request,
    list: { Query: RequestQuery, Page: RequestPage, list: listRequests },
    create: { New: NewRequest, create: createRequest },
    read: readRequest,
    act: { Act: ActOnRequest, act: actOnRequest },
  })
