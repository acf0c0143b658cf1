import { createServer } from 'node:http'
import type { Db } from '@palermo/db/actor.ts'
import { countOf } from '@palermo/db/alarms.ts'
import { backlog } from '@palermo/db/outbox.ts'
import type { Listener } from '@palermo/shared/admin-listener.ts'
import { Counter, collectDefaultMetrics, Gauge, Registry } from 'prom-client'
import type { Tally } from './tally.ts'

/** Milliseconds without a check of the outbox after which this process is reported as hanging. */
const hung = 30_000

/** The worker's administrative listener: metrics as Prometheus text at `/metrics`, and `/health`. */
export const serveMetrics = async ({ host, port }: Listener, db: Db, tally: Tally): Promise<() => Promise<void>> => {
  const registry = registryOf(db, tally)
  const server = createServer(async (request, reply) => {
    try {
      if (request.url === '/health') return reply.writeHead(Date.now() - tally.lastSweepAt < hung ? 200 : 503).end()
      if (request.url !== '/metrics') return reply.writeHead(404).end()
      const text = await registry.metrics()
      return reply.writeHead(200, { 'content-type': registry.contentType }).end(text)
    } catch {
      return reply.writeHead(503).end()
    }
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, resolve)
  })
  return () =>
    new Promise((resolve) => {
      server.close(() => resolve())
      server.closeAllConnections()
    })
}

const registryOf = (db: Db, tally: Tally): Registry => {
  const registry = new Registry()
  const registers = [registry]
  collectDefaultMetrics({ register: registry })
  const count = (name: string, help: string, read: () => number) =>
    new Counter({
      name,
      help,
      registers,
      collect() {
        this.reset()
        this.inc(read())
      },
    })
  count('palermo_messages_told_total', 'Messages of the outbox that had their effect here', () => tally.told)
  count('palermo_log_lines_lost_total', 'Lines of the log that could not be written where they belong', () =>
    countOf('log'),
  )
  count('palermo_access_log_failed_total', 'Jobs that the access log could not take', () => countOf('access-log'))
  count('palermo_database_full_total', 'Statements for which the database had no room', () => countOf('database-full'))
  count('palermo_alarms_total', 'Clocks that spoke', () => tally.alarms)
  count(
    'palermo_outbound_messages_sent_total',
    'Outbound messages that a mail server or gateway took',
    () => tally.messagesSent,
  )
  count('palermo_outbound_messages_failed_total', 'Tries that failed', () => tally.messagesFailed)
  count('palermo_outbound_messages_dead_total', 'Outbound messages that were given up', () => tally.messagesDead)
  count('palermo_webhooks_sent_total', 'Messages that an agency’s own system took', () => tally.webhooksSent)
  count('palermo_webhooks_failed_total', 'Tries that failed', () => tally.webhooksFailed)
  count('palermo_webhooks_dead_total', 'Messages to systems that were given up', () => tally.webhooksDead)
  new Gauge({
    name: 'palermo_orphans',
    help: 'Open work without a running clock or an owner; must be zero',
    registers,
    collect() {
      this.set(tally.orphans)
    },
  })
  const oldest = new Gauge({
    name: 'palermo_outbox_oldest_seconds',
    help: 'How long the oldest message waits for its effect',
    registers,
  })
  new Gauge({
    name: 'palermo_outbox_waiting',
    help: 'Messages without their effect',
    registers,
    async collect() {
      const now = await backlog(db)
      this.set(now.waiting)
      oldest.set(now.oldest)
    },
  })
  return registry
}
