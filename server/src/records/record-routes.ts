import type { RequestContext } from '@palermo/db/actor.ts'
import type { Database } from '@palermo/db/database.ts'
import type { Retry } from '@palermo/db/idempotency.ts'
import type { AnyType } from '@palermo/shared/records/collection.ts'
import type { FastifyInstance, FastifyRequest, FastifySchema } from 'fastify'
import { z } from 'zod'
import { retryFrom } from '../retry.ts'
import { withCurrent } from '../with-current.ts'

type Type = Pick<AnyType, 'name' | 'plural' | 'dossier'>
type Body<C> = z.output<C>

/** The list route: returns a page of the records that the reader may see. */
interface List<Q extends z.ZodType, P extends z.ZodType> {
  Query: Q
  Page: P
  list: (db: Database, who: RequestContext, query: Body<Q>) => Promise<z.input<P>>
}
interface Create<N extends z.ZodType, R> {
  New: N
  create: (db: Database, who: RequestContext, retry: Retry, input: Body<N>) => Promise<z.input<R>>
}
interface Act<A extends z.ZodType, R> {
  Act: A
  act: (db: Database, who: RequestContext, id: string, input: Body<A>) => Promise<z.input<R>>
  /** Reads the record to answer an action that was sent with an old version; needed only if `read` is not given. */
  current?: Read<R>
}
type Read<R> = (db: Database, who: RequestContext, id: string) => Promise<z.input<R>>

interface Parts<
  R extends z.ZodType,
  Q extends z.ZodType,
  P extends z.ZodType,
  N extends z.ZodType,
  A extends z.ZodType,
> {
  /** The contract of one record in replies. */
  Reply: R
  list?: List<Q, P>
  create?: Create<N, R>
  /** Reads one record; its result also answers an action that was sent with an old version. */
  read?: Read<R>
  act?: Act<A, R>
}

const ById = z.object({ id: z.uuid() })

/**
 * The common routes of a record type, with their contracts and their names in the access log: list, create, read and
 * act. A record that is created in a case is logged under that case, every other request under the record.
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
  type: Type,
  { Reply, list, create, read, act }: Parts<R, Q, P, N, A>,
): void => {
  const { name, plural } = type
  if (list !== undefined)
    app.get('/', options(`${plural}.listed`, { querystring: list.Query, response: { 200: list.Page } }), (request) =>
      list.list(db, request.who(), request.query as Body<Q>),
    )
  if (create !== undefined)
    app.post(
      '/',
      options(`${name}.created`, { body: create.New, response: { 201: Reply } }),
      async (request, reply) => {
        const made = await create.create(db, inDossier(type, request), retryFrom(request), request.body as Body<N>)
        return reply.code(201).send(made)
      },
    )
  if (read !== undefined)
    app.get('/:id', options(`${name}.viewed`, { params: ById, response: { 200: Reply } }), (request) =>
      read(db, ...ofRecord(name, request)),
    )
  if (act !== undefined) {
    const { current = read } = act
    app.post(
      '/:id/actions',
      options(`${name}.acted`, { params: ById, body: act.Act, response: { 200: Reply } }),
      (request) => {
        const [who, id] = ofRecord(name, request)
        const work = act.act(db, who, id, request.body as Body<A>)
        return current === undefined ? work : withCurrent(work, () => current(db, who, id))
      },
    )
  }
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
