import { readLinkState, sendLink } from '@palermo/db/accounts/links.ts'
import {
  changePerson,
  createPerson,
  exportPeople,
  listPeople,
  readOpenWork,
  readPerson,
} from '@palermo/db/accounts/people.ts'
import { EditPerson, NewPerson, OpenWork, PeopleQuery, Person } from '@palermo/shared/accounts/contract.ts'
import { LinkState } from '@palermo/shared/accounts/links.ts'
import { pageOf } from '@palermo/shared/page.ts'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { sendCsv } from '../csv.ts'
import type { AppOptions } from '../options.ts'
import { retryFrom } from '../retry.ts'
import { withCurrent } from '../with-current.ts'

const ById = z.object({ id: z.uuid() })

/** Routes by which administrators read and change the accounts of staff. */
export const peopleRoutes: FastifyPluginAsyncZod<AppOptions> = async (app, { db }) => {
  app.get(
    '/',
    { schema: { querystring: PeopleQuery, response: { 200: pageOf(Person) } }, config: { audit: 'people.listed' } },
    (request) => listPeople(db, request.who(), request.query),
  )
  app.get(
    '/export',
    { schema: { response: { 200: z.string() } }, config: { audit: 'people.exported' } },
    async (request, reply) => sendCsv(reply, 'people', columns, await exportPeople(db, request.who())),
  )
  app.post(
    '/',
    { schema: { body: NewPerson, response: { 201: Person } }, config: { audit: 'person.added' } },
    async (request, reply) =>
      reply.code(201).send(await createPerson(db, request.who(), { retry: retryFrom(request), input: request.body })),
  )
  app.get(
    '/:id',
    { schema: { params: ById, response: { 200: Person } }, config: { audit: 'person.viewed' } },
    (request) => readPerson(db, request.who({ kind: 'person', id: request.params.id }), request.params.id),
  )
  app.get(
    '/:id/open-work',
    { schema: { params: ById, response: { 200: OpenWork } }, config: { audit: 'person.work-counted' } },
    (request) => readOpenWork(db, request.who({ kind: 'person', id: request.params.id }), request.params.id),
  )
  app.patch(
    '/:id',
    { schema: { params: ById, body: EditPerson, response: { 200: Person } }, config: { audit: 'person.changed' } },
    (request) => {
      const { id } = request.params
      const who = request.who({ kind: 'person', id })
      return withCurrent(changePerson(db, who, id, request.body), () => readPerson(db, who, id))
    },
  )
  app.get(
    '/:id/link',
    { schema: { params: ById, response: { 200: LinkState } }, config: { audit: 'person.link-viewed' } },
    (request) => {
      const { id } = request.params
      return readLinkState(db, request.who({ kind: 'person', id }), id)
    },
  )
  app.post(
    '/:id/link',
    { schema: { params: ById, response: { 200: LinkState } }, config: { audit: 'person.link-sent' } },
    (request) => {
      const { id } = request.params
      return sendLink(db, request.who({ kind: 'person', id }), id)
    },
  )
}

const columns = ['name', 'email', 'agencyName', 'function', 'phone', 'locale', 'zone', 'disabledAt'] as const
