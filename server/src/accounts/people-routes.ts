import { readLinkState, sendLink } from '@palermo/db/accounts/links.ts'
import {
  changePerson,
  createPerson,
  exportPeople,
  listPeople,
  type PasswordSetter,
  readOpenWork,
  readPerson,
  resetPassword,
} from '@palermo/db/accounts/people.ts'
import type { Who } from '@palermo/db/actor.ts'
import { EditPerson, NewPerson, OpenWork, PeopleQuery, Person, SetPassword } from '@palermo/shared/accounts/contract.ts'
import { LinkState } from '@palermo/shared/accounts/links.ts'
import { pageOf } from '@palermo/shared/page.ts'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { sendCsv } from '../csv.ts'
import type { AppOptions } from '../options.ts'
import { retryFrom } from '../retry.ts'
import { withCurrent } from '../with-current.ts'
import type { SignInService } from './sign-in-questions.ts'

const ById = z.object({ id: z.uuid() })

/** Accounts, as administrators keep them. */
export const peopleRoutes: FastifyPluginAsyncZod<AppOptions> = async (app, { db, signIn }) => {
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
    async (request, reply) => {
      const { password: _, ...remembered } = request.body
      // What is kept to know a retry by is a plain hash: of a password there must be none but the slow one.
      const retry = retryFrom(request, remembered)
      return reply
        .code(201)
        .send(await createPerson(db, passwords(signIn), request.who(), { retry, input: request.body }))
    },
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
  app.post(
    '/:id/password',
    {
      schema: { params: ById, body: SetPassword, response: { 204: z.null() } },
      config: { audit: 'person.password-set' },
    },
    async (request, reply) => {
      const { id } = request.params
      const who = request.who({ kind: 'person', id })
      await resetPassword(db, passwords(signIn), who, { personId: id, password: request.body.password })
      return reply.code(204).send(null)
    },
  )
}

const passwords = (signIn: SignInService): PasswordSetter => {
  const given = ({ secret }: Who, personId: string, password: string) => ({
    acting: Buffer.from(secret).toString('base64url'),
    personId,
    password,
  })
  return {
    setFirst: (who, personId, password) => signIn.setFirstPassword(given(who, personId, password)),
    reset: (who, personId, password) => signIn.resetPassword(given(who, personId, password)),
  }
}

const columns = ['name', 'email', 'agencyName', 'function', 'phone', 'locale', 'zone', 'disabledAt'] as const
