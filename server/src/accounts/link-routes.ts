import { AskLink, FollowLink, OpenLink, ShowLink } from '@palermo/shared/accounts/links.ts'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { AppOptions } from '../options.ts'
import { networkOf } from './network.ts'

const tried = { max: 20, timeWindow: '1 minute' }

/**
 * Routes for people who cannot sign in, because they are invited or have forgotten their password. The token is sent in
 * the body, since proxies log URLs.
 */
export const linkRoutes: FastifyPluginAsyncZod<AppOptions> = async (app, { signIn }) => {
  app.post(
    '/password/forgotten',
    {
      schema: { body: AskLink, response: { 202: z.null() } },
      config: {
        audit: false,
        reason: 'logged by the database, without the address, which may be nobody’s',
        rateLimit: tried,
      },
    },
    async (request, reply) => {
      await signIn.askLink({ email: request.body.email })
      return reply.code(202).send(null)
    },
  )
  app.post(
    '/password/link',
    {
      schema: { body: ShowLink, response: { 200: OpenLink } },
      config: { audit: false, reason: 'the token is the proof, checked by the database', rateLimit: tried },
    },
    (request) => signIn.readLink({ token: request.body.token, network: networkOf(request.ip) }),
  )
  app.post(
    '/password/chosen',
    {
      schema: { body: FollowLink, response: { 204: z.null() } },
      config: { audit: false, reason: 'logged by the change of the password itself', rateLimit: tried },
    },
    async (request, reply) => {
      const { token, password } = request.body
      await signIn.followLink({ token, password, network: networkOf(request.ip) })
      return reply.code(204).send(null)
    },
  )
}
