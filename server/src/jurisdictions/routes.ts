import { previewProfile, publishProfile, putInForce } from '@palermo/db/jurisdictions/commands.ts'
import { listProfiles, readProfile } from '@palermo/db/jurisdictions/queries.ts'
import {
  ByCode,
  PreviewProfile,
  ProfileDocument,
  ProfileList,
  ProfilePreview,
  ProfileQuery,
  PublishProfile,
  PutInForce,
} from '@palermo/shared/jurisdictions/contract.ts'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import type { AppOptions } from '../options.ts'

/** Routes for jurisdiction profiles, which every role reads and administrators publish. */
export const jurisdictionRoutes: FastifyPluginAsyncZod<AppOptions> = async (app, { db }) => {
  app.get(
    '/',
    { schema: { response: { 200: ProfileList } }, config: { audit: 'profiles.listed' } },
    async (request) => ({
      items: await listProfiles(db, request.who()),
    }),
  )
  app.get(
    '/:code',
    {
      schema: { params: ByCode, querystring: ProfileQuery, response: { 200: ProfileDocument } },
      config: { audit: 'profile.viewed' },
    },
    (request) => readProfile(db, request.who(), request.params.code, request.query.version),
  )
  app.post(
    '/:code/in-force',
    { schema: { params: ByCode, response: { 200: PutInForce } }, config: { audit: 'profile.put-in-force' } },
    async (request) => {
      const { isDone } = await putInForce(db, request.who(), request.params.code)
      return { isDone }
    },
  )
  app.post(
    '/preview',
    { schema: { body: PreviewProfile, response: { 200: ProfilePreview } }, config: { audit: 'profile.previewed' } },
    (request) => previewProfile(db, request.who(), request.body),
  )
  app.post(
    '/',
    { schema: { body: PublishProfile, response: { 201: ProfileDocument } }, config: { audit: 'profile.published' } },
    async (request, reply) => {
      await publishProfile(db, request.who(), request.body)
      return reply.code(201).send(await readProfile(db, request.who(), request.body.document.code))
    },
  )
}
