import type { Database } from '@palermo/db/database.ts'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'

/** Alive: the process answers. Ready: it reaches its database, with everything migrated that it was built for. */
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
