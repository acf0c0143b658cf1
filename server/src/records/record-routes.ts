import type { RequestContext } from '@palermo/db/actor.ts'
import type { Database } from '@palermo/db/database.ts'
import type { Retry } from '@palermo/db/idempotency.ts'
import type { AnyType } from '@palermo/shared/records/collection.ts'
import type { FastifyInstance, FastifyRequest, FastifySchema } from 'fastify'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { AppOptions } from '../options.ts'
import { retryFrom } from '../retry.ts'
import { withCurrent } from '../with-current.ts'

type Type = Pick<AnyType, 'name' | 'plural' | 'dossier'>
type Body<C> = z.output<C>
type Read<R> = (db: Database, who: RequestContext, id: string) => Promise<z.input<R>>

/**
 * A record type with its contracts and the functions of its database layer. For a function that is missing, no route is
 * registered.
 */
interface Parts<
  R extends z.ZodType,
  Q extends z.ZodType,
  P extends z.ZodType,
  N extends z.ZodType,
  A extends z.ZodType,
> {
  type: Type
  contracts: {
    /** The contract of one record in replies. */
    Reply: R
    Query?: Q
    Page?: P
    New?: N
    Act?: A
  }
  /** Returns a page of the records that the reader may see. */
  list?: ((db: Database, who: RequestContext, query: Body<Q>) => Promise<z.input<P>>) | undefined
  create?: ((db: Database, who: RequestContext, retry: Retry, input: Body<N>) => Promise<z.input<R>>) | undefined
  /** Reads one record, also for the reply to an action that was sent with an old version of the record. */
  read?: Read<R> | undefined
  act?: ((db: Database, who: RequestContext, id: string, input: Body<A>) => Promise<z.input<R>>) | undefined
  /**
   * Reads the record for the reply to an action that was sent with an old version of it. Needed only if `read` is
   * missing.
   */
  current?: Read<R>
}

const ById = z.object({ id: z.uuid() })

/** Returns the routes of a record type that has only the common routes. */
export const routesOf =
  <R extends z.ZodType, Q extends z.ZodType, P extends z.ZodType, N extends z.ZodType, A extends z.ZodType>(
    parts: Parts<R, Q, P, N, A>,
  ): FastifyPluginAsyncZod<AppOptions> =>
  async (app, { db }) =>
    recordRoutes(app, db, parts)

/**
 * Registers the common routes of a record type (list, create, read and act) with their contracts and their names in the
 * access log. The creation of a record in a case is logged under the case, every other request under the record.
 */
export const recordRoutes = <
  R extends z.ZodType,
  Q extends z.ZodType,
  P extends z.ZodType,
  N extends z.ZodType,
  A extends z.ZodType,
>(
  app: FastifyInstance,
  db: Database,
  { type, contracts, list, create, read, act, current = read }: Parts<R, Q, P, N, A>,
): void => {
  const { name, plural } = type
  const { Reply, Query, Page, New, Act } = contracts
  if (list !== undefined)
    app.get('/', options(`${plural}.listed`, { querystring: Query, response: { 200: Page } }), (request) =>
      list(db, request.who(), request.query as Body<Q>),
    )
  if (create !== undefined)
    app.post('/', options(`${name}.created`, { body: New, response: { 201: Reply } }), async (request, reply) => {
      const made = await create(db, inDossier(type, request), retryFrom(request), request.body as Body<N>)
      return reply.code(201).send(made)
    })
  if (read !== undefined)
    app.get('/:id', options(`${name}.viewed`, { params: ById, response: { 200: Reply } }), (request) =>
      read(db, ...ofRecord(name, request)),
    )
  if (act !== undefined)
    app.post(
      '/:id/actions',
      options(`${name}.acted`, { params: ById, body: Act, response: { 200: Reply } }),
      (request) => {
        const [who, id] = ofRecord(name, request)
        const work = act(db, who, id, request.body as Body<A>)
        return current === undefined ? work : withCurrent(work, () => current(db, who, id))
      },
    )
}

const options = (audit: string, schema: FastifySchema) => ({ schema, config: { audit } })

const ofRecord = (kind: string, request: FastifyRequest): [RequestContext, string] => {
  const { id } = request.params as z.output<typeof ById>
  return [request.who({ kind, id }), id]
}

interface InCase {
  caseId: string
}
const inDossier = ({ dossier }: Type, request: FastifyRequest): RequestContext =>
  dossier === null ? request.who() : request.who({ kind: dossier, id: (request.body as InCase).caseId })
