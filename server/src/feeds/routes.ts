import { endFeed, makeFeed } from '@palermo/db/feeds/commands.ts'
import { readCalendar, readFeed } from '@palermo/db/feeds/queries.ts'
import { MyFeed, NewFeed } from '@palermo/shared/feeds/contract.ts'
import { Problem } from '@palermo/shared/problem.ts'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { AppOptions } from '../options.ts'

/** The secret in the URL of a feed. `spelling` checks the length and the letters of the secret. */
const BySecret = z.object({ secret: z.string().max(200) })
const spelling = /^([\w-]{43})\.ics$/

/** Routes for calendar feeds, which show the due times of a person's work in the person's calendar program. */
export const feedRoutes: FastifyPluginAsyncZod<AppOptions> = async (app, { db }) => {
  app.get('/mine', { schema: { response: { 200: MyFeed } }, config: { audit: 'feed.viewed' } }, async (request) => ({
    feed: await readFeed(db, request.who()),
  }))
  app.post(
    '/mine',
    { schema: { response: { 201: NewFeed } }, config: { audit: 'feed.made' } },
    async (request, reply) => {
      const { feed, secret } = await makeFeed(db, request.who())
      return reply.code(201).send({ feed, path: `/api/feeds/${secret}.ics` })
    },
  )
  app.delete(
    '/mine',
    { schema: { response: { 204: z.void() } }, config: { audit: 'feed.ended' } },
    async (request, reply) => {
      await endFeed(db, request.who())
      return reply.code(204).send()
    },
  )
  app.get(
    '/:secret',
    {
      schema: { params: BySecret, response: { 200: z.string() } },
      config: {
        audit: false,
        reason: 'a calendar program cannot sign in: the secret is the right, and the feed logs each look by itself',
        rateLimit: { max: 60, timeWindow: '1 minute' },
      },
    },
    async (request, reply) => {
      const { calendarText, programOf } = await import('./calendar.ts')
      const secret = Buffer.from(spelling.exec(request.params.secret)?.[1] ?? '', 'base64url')
      const reader = { program: programOf(request.headers['user-agent']), request: request.id }
      const calendar = secret.length === 32 ? await readCalendar(db, secret, reader) : undefined
      if (!calendar) throw new Problem('not-found')
      const address = `${request.protocol}://${request.host}`
      return reply.type('text/calendar; charset=utf-8').send(calendarText({ ...calendar, address, salt: secret }))
    },
  )
}
