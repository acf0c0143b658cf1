import type { Database } from '@palermo/db/database.ts'
import plugin from 'fastify-plugin'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'

declare module 'fastify' {
  interface FastifyInstance {
    /** Set once this process is about to end: it still answers, and asks to be sent nothing new. */
    leaving: { now: boolean }
  }
}

/** Tells everybody who comes over a kept connection to open another one next time, which then leads elsewhere. */
export const leave = plugin(async (app) => {
  const leaving = { now: false }
  app.decorate('leaving', leaving)
  app.addHook('onRequest', (_request, reply, done) => {
    if (leaving.now) reply.header('connection', 'close')
    done()
  })
})

/**
 * Alive: the process answers. Ready: it reaches its database, with everything migrated that it was built for, and is not
 * about to end.
 */
export const health: FastifyPluginAsyncZod<{ db: Database; demo: boolean }> = async (app, { db, demo }) => {
  const open = { audit: false, reason: 'asked by whatever keeps the process running' } as const
  app.get(
    '/health',
    { config: open, schema: { response: { 200: z.object({ alive: z.literal(true), demo: z.boolean() }) } } },
    async () => ({
      alive: true as const,
      demo,
    }),
  )
  app.get(
    '/ready',
    {
      config: open,
      schema: { response: { 200: z.object({ ready: z.literal(true) }), 503: z.object({ ready: z.literal(false) }) } },
    },
    async (_, reply) => {
      if (app.leaving.now) return reply.code(503).send({ ready: false as const })
      const slot = await db.slots.take()
      try {
        await slot.sql`select 1 from app.task_force`
        return { ready: true as const }
      } catch {
        return reply.code(503).send({ ready: false as const })
      } finally {
        db.slots.give(slot, !slot.dead)
      }
    },
  )
}
