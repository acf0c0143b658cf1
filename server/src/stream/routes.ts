import { PassThrough } from 'node:stream'
import { flight } from '@palermo/db/actor.ts'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import type { AppOptions } from '../options.ts'
import { openHub } from './hub.ts'

/** What a page may leave unread before it is taken for gone, in bytes. */
const mostUnread = 64 * 1024

/**
 * Server-sent events (HTML Living Standard, 9.2), read by fetch so that the bearer header travels. They hint that there
 * is something to look at and how much is unread, and nothing else.
 */
export const streamRoutes: FastifyPluginAsyncZod<AppOptions> = async (app, { db }) => {
  const hub = openHub(db)
  // Before the server waits for its connections to end: these never would by themselves.
  app.addHook('preClose', () => hub.end())
  app.get('/', { config: { audit: 'stream.opened' } }, async (request, reply) => {
    const who = request.who()
    const { actor } = await flight(db, who, () => [])
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
    // A connection that outlived its stream would keep a closing server waiting.
    return reply.type('text/event-stream').header('connection', 'close').header('x-accel-buffering', 'no').send(out)
  })
}
