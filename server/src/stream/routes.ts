import { createHash } from 'node:crypto'
import { PassThrough } from 'node:stream'
import { read } from '@palermo/db/actor.ts'
import { OnScreen, Presence } from '@palermo/shared/presence/contract.ts'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { AppOptions } from '../options.ts'
import { openHub } from './hub.ts'
import { openRoom } from './room.ts'

const PageId = z.object({ page: z.uuid() })

const fingerprint = (secret: Uint8Array) => createHash('sha256').update(secret).digest('hex').slice(0, 16)

/** Maximum number of bytes that a page may leave unread before its connection is closed. */
const mostUnread = 64 * 1024

/**
 * Routes for server-sent events (HTML Living Standard, 9.2), which pages read by `fetch` so that the bearer header is
 * sent. An event contains only the hint that something changed and the number of unread notifications.
 */
export const streamRoutes: FastifyPluginAsyncZod<AppOptions> = async (app, { db }) => {
  const hub = openHub(db)
  const room = openRoom(db, hub)
  // Ends the streams before the server waits for its connections to close, because a stream never ends without this
  // call.
  app.addHook('preClose', async () => {
    await Promise.all([hub.end(), room.end()])
  })
  app.get('/', { config: { audit: 'stream.opened' } }, async (request, reply) => {
    const who = request.who()
    const { actor } = await read(db, who, () => [])
    const out = new PassThrough()
    const write = (text: string) => {
      if (out.writableLength > mostUnread) out.destroy()
      else out.write(text)
    }
    const leave = hub.join(actor.personId, who.secret, {
      send: (event) => write(`data: ${JSON.stringify(event)}\n\n`),
      beat: () => write(':\n\n'),
      close: () => out.end(),
    })
    out.once('close', leave)
    // The connection is closed together with its stream, because an idle connection would delay a stopping server.
    return reply.type('text/event-stream').header('connection', 'close').header('x-accel-buffering', 'no').send(out)
  })
  // A page reports what it shows, and repeats the report while it is visible. Only the first report queries the
  // database.
  app.put(
    '/pages/:page',
    {
      schema: { params: PageId, body: OnScreen, response: { 200: Presence, 204: z.null() } },
      config: { audit: 'presence.read' },
    },
    async (request, reply) => {
      const who = request.who()
      const { page } = request.params
      const session = fingerprint(who.secret)
      if (room.stays(page, session, request.body)) return reply.code(204).send(null)
      const { actor, others } = await room.others(request.body, who)
      room.enter({ page, on: request.body, personId: actor.personId, agencyId: actor.agencyId, session })
      return { others }
    },
  )
  app.delete(
    '/pages/:page',
    { schema: { params: PageId, response: { 204: z.null() } }, config: { audit: 'presence.read' } },
    async (request, reply) => {
      const who = request.who()
      await read(db, who, () => [])
      room.leave(request.params.page, fingerprint(who.secret))
      return reply.code(204).send(null)
    },
  )
}
