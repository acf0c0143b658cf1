import { urlFor } from '@palermo/db/roles.ts'
import { openLog } from '@palermo/workers/log.ts'
import { openQueues } from '@palermo/workers/queues.ts'
import { readKeep, type Settings } from '@palermo/workers/settings.ts'
import { type Running, startWorkers } from '@palermo/workers/start.ts'
import { expect, vi } from 'vitest'
import { outboundKeysBeside } from '../documents/place.ts'
import type { TaskForce } from '../task-force.ts'

export const link = 'https://palermo.test'

export const settingsFor = (
  force: Pick<TaskForce, 'url'> & { documents: { folder: string } },
  more: { smtpUrl?: string; redisUrl?: string; mailPerSecond?: number } = {},
): Settings => ({
  databaseUrl: urlFor(force.url, 'worker'),
  queueUrl: urlFor(force.url, 'queue'),
  redisUrl: more.redisUrl,
  mail: { smtpUrl: more.smtpUrl, mailboxFile: undefined, from: 'Palermo <palermo@task-force.test>', address: link },
  texts: { gateway: undefined, gatewayFile: undefined, caps: { perPerson: 10, perDay: 500 } },
  rates: { email: more.mailPerSecond ?? 100, sms: 100, push: 100, webhook: 100 },
  outbound: { allowed: ['127.0.0.1'] },
  outboundKeys: outboundKeysBeside(force.documents.folder),
  documentsFolder: force.documents.folder,
  keep: readKeep({}),
  admin: undefined,
})

/** Runs the delayed jobs of a delivery queue at once, as soon as there is one. */
export const retryNow = async (
  force: TaskForce,
  channel: 'email' | 'sms' | 'push' | 'webhook',
  more: { redisUrl?: string } = {},
): Promise<void> => {
  const queues = await openQueues(settingsFor(force, more), openLog('silent'))
  const queue = queues.queue(channel)
  await vi.waitFor(async () => expect(await queue.getDelayedCount()).toBeGreaterThan(0), {
    timeout: 20_000,
    interval: 20,
  })
  await queue.promoteJobs()
  await queues.close()
}

/** Starts everything that a worker process runs in this process. */
export const workersOf = (
  force: TaskForce,
  more: { smtpUrl?: string; redisUrl?: string; mailPerSecond?: number } = {},
): Promise<Running> =>
  startWorkers(settingsFor(force, more), openLog(process.env.PALERMO_TEST_LOG === '1' ? 'debug' : 'silent'))

/**
 * Frees the messages that a killed worker held, as happens after a minute. First waits until PostgreSQL has ended the
 * connections of the killed worker, which may still complete their last statements.
 */
export const letGo = async (force: TaskForce): Promise<void> => {
  await vi.waitFor(
    async () => {
      const [row] = await force.owner<{ n: number }[]>`
        select count(*)::int as n from pg_stat_activity where datname = current_database() and application_name like 'palermo-worker%'`
      expect(row?.n).toBe(0)
    },
    { timeout: 30_000, interval: 10 },
  )
  await force.owner`update app.outbound_messages set held_until = clock_timestamp() - interval '1 second' where state = 'sending'`
  await force.owner`update app.webhook_messages set held_until = clock_timestamp() - interval '1 second' where state = 'sending'`
}

/** Whether every outbox row was processed. */
export const allTold = async (force: TaskForce): Promise<boolean> => {
  const [row] = await force.owner<{ n: number }[]>`select count(*)::int as n from app.outbox where done_at is null`
  return row?.n === 0
}
