import { countOf } from '@palermo/db/alarms.ts'
import type { Database } from '@palermo/db/database.ts'
import { alarmNames } from '@palermo/shared/queues/contract.ts'
import plugin from 'fastify-plugin'
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'

declare module 'fastify' {
  interface FastifyInstance {
    /** The metrics that this process counted since its start. */
    counts: Registry
  }
}

/**
 * Measures the duration of requests by route and status, and counts the requests that wait for a database connection.
 * The metrics contain no ids and no names.
 */
export const counting = plugin<{ db: Database }>(async (app, { db }) => {
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
  new Counter({
    name: 'palermo_trouble_total',
    help: 'What an operator has to see to: the access log or the log could not be written, the database had no room',
    labelNames: ['what'],
    registers: [registry],
    collect() {
      this.reset()
      for (const what of alarmNames) this.inc({ what }, countOf(what))
    },
  })
  app.addHook('onResponse', (request, reply, done) => {
    took.observe(
      { method: request.method, route: request.routeOptions.url ?? 'none', status: reply.statusCode },
      reply.elapsedTime / 1000,
    )
    done()
  })
  app.decorate('counts', registry)
})

/**
 * Serves the metrics as Prometheus text at `/metrics`: in the demo on the main port, otherwise on the administrative
 * listener.
 */
export const metrics = plugin<{ counts: Registry }>(async (app, { counts }) => {
  app.get(
    '/metrics',
    { config: { audit: false, reason: 'counts and times alone, for whoever operates it' }, schema: { hide: true } },
    async (_, reply) => reply.type(counts.contentType).send(await counts.metrics()),
  )
})
