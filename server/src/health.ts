import type { Database } from '@palermo/db/database.ts'
import { hasNoRoom } from '@palermo/db/disk-room.ts'
import { isNoRoom } from '@palermo/db/faults.ts'
import { isMigrated, shippedFiles } from '@palermo/db/migrate.ts'
import { onSlot } from '@palermo/db/screen.ts'
import plugin from 'fastify-plugin'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'

declare module 'fastify' {
  interface FastifyInstance {
    /** Whether this process is about to stop. It then still answers requests, and reports that it is not ready. */
    leaving: { now: boolean }
  }
}

/**
 * While this process stops, closes each keep-alive connection after the reply, so that the client's next request
 * reaches another process.
 */
export const closeWhenEnding = plugin(async (app) => {
  const leaving = { now: false }
  app.decorate('leaving', leaving)
  app.addHook('onRequest', (_request, reply, done) => {
    if (leaving.now) reply.header('connection', 'close')
    done()
  })
})

/**
 * Milliseconds for which a finding that all migrations are applied remains valid. Afterwards the migrations are checked
 * again, because an older backup may be restored under a running process.
 */
const checkedFor = 10_000

/** The reply of the health check of a process that is not ready, with the condition that is missing. */
const NotReady = z.object({
  ready: z.literal(false),
  waitsFor: z.enum(['migrations', 'the database', 'room on the disk', 'its end']),
})
type NotReady = z.infer<typeof NotReady>

/**
 * Routes of the health check. A process is alive if it answers; it is ready if it reaches its database, all migrations
 * are applied, and it is not about to stop. If the database cannot be reached and the disk is full, the reply states
 * both.
 * @param documents the file store, whose folder is on the same disk as the embedded database
 */
export const health: FastifyPluginAsyncZod<{ db: Database; demo: boolean; documents: { folder: string } }> = async (
  app,
  { db, demo, documents },
) => {
  const open = { audit: false, reason: 'asked by whatever keeps the process running' } as const
  app.get(
    '/health',
    { config: open, schema: { response: { 200: z.object({ alive: z.literal(true), demo: z.boolean() }) } } },
    async () => ({
      alive: true as const,
      demo,
    }),
  )
  const shipped = shippedFiles()
  let migrated = false
  let checkedAt = Number.NEGATIVE_INFINITY
  app.get(
    '/ready',
    {
      config: open,
      schema: { response: { 200: z.object({ ready: z.literal(true) }), 503: NotReady } },
    },
    async (_, reply) => {
      const notReady = (waitsFor: NotReady['waitsFor']) => reply.code(503).send({ ready: false, waitsFor })
      if (app.leaving.now) return notReady('its end')
      try {
        await onSlot(db, async (sql) => {
          await sql`select 1 from app.task_force`
          if (migrated && performance.now() - checkedAt < checkedFor) return
          migrated = await isMigrated(sql, shipped)
          checkedAt = performance.now()
        })
      } catch (error) {
        const full = isNoRoom(error) || (await hasNoRoom(documents.folder))
        return notReady(full ? 'room on the disk' : 'the database')
      }
      return migrated ? { ready: true as const } : notReady('migrations')
    },
  )
}
