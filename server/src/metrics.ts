import type { Database } from '@palermo/db/database.ts'
import plugin from 'fastify-plugin'
import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'

/** Prometheus text: how long routes take by route and status, and who waits for the database. No ids, no people. */
export const metrics = plugin<{ db: Database; open: boolean }>(async (app, { db, open }) => {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const took = new Histogram({
    name: 'palermo_request_seconds',
    help: 'Time from the request to its reply',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 5],
    registers: [registry],
  })
  new Gauge({
    name: 'palermo_database_waiting',
    help: 'Requests that wait for a connection',
    registers: [registry],
    collect() {
      this.set(db.slots.waiting())
    },
  })
  app.addHook('onResponse', async (request, reply) => {
    took.observe(
      { method: request.method, route: request.routeOptions.url ?? 'none', status: reply.statusCode },
      reply.elapsedTime / 1000,
    )
  })
  if (!open) return
  app.get(
    '/metrics',
    { config: { audit: false, reason: 'counts and times alone, open in the demo only' }, schema: { hide: true } },
    async (_, reply) => reply.type(registry.contentType).send(await registry.metrics()),
  )
})
