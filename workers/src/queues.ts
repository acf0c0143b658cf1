import { once } from 'node:events'
import { setTimeout } from 'node:timers/promises'
import {
  createPostgresBackend,
  type Job,
  type JobsOptions,
  type PgQueryResult,
  Queue,
  type QueueOptions,
  runMigrations,
  Worker,
  type WorkerOptions,
} from 'bullmq'
import pg from 'pg'
import type { Log } from './log.ts'

/** The messenger: it may be wiped at any moment, for what it carries stands in PostgreSQL. */
export interface Queues {
  queue(name: string): Queue
  worker(name: string, process: (job: Job) => Promise<void>, concurrency: number): Worker
  /** Workers first, then queues, then connections. */
  close(): Promise<void>
}

/** A finished job frees its id, so that what lost its effect can be sent again under the same id. */
export const leaveNoTrace = { removeOnComplete: true, removeOnFail: true } as const satisfies JobsOptions

/** People wait for these jobs: one whose worker died is another's within half a minute, at most. */
const lockOptions = { lockDuration: 10_000, stalledInterval: 5_000, maxStalledCount: 5, drainDelay: 5 } as const

/**
 * Milliseconds for what is under way to end in order. A queue that is away, or was a moment ago, may never say that it has;
 * what was broken off is another process's, as after a crash.
 */
const longestEnding = 5_000

/** One hash slot for all keys, as BullMQ's scripts need in a cluster. */
const prefix = '{palermo}'

/** On Redis where there is an address for it, else on PostgreSQL. */
export const openQueues = (options: { redisUrl: string | undefined; queueUrl: string }, log: Log): Promise<Queues> =>
  options.redisUrl === undefined ? onPostgres(options.queueUrl, log) : onRedis(options.redisUrl, log)

const onPostgres = async (connectionString: string, log: Log): Promise<Queues> => {
  // BullMQ loads no driver of its own from an ES module, so the pool is ours. Each worker keeps one of its connections.
  const pool = new pg.Pool({
    connectionString,
    max: 6,
    options: '-c search_path=bullmq',
    keepAlive: true,
    application_name: 'palermo-queue',
  })
  pool.on('error', (err) => log.warn({ err }, 'the queue lost a connection'))
  await layQueue(pool)
  // Cast: BullMQ's type of a connection knows Redis alone; its PostgreSQL backend takes this pool.
  return gather({ connection: pool as never }, createPostgresBackend, log, () => pool.end())
}

/** BullMQ's own tables. Its schema is there already: the login of the queue may make none. */
const layQueue = async (pool: pg.Pool): Promise<void> => {
  const client = await pool.connect()
  try {
    await runMigrations({
      query: <R>(text: string, values?: readonly unknown[]) =>
        (text.startsWith('CREATE SCHEMA')
          ? Promise.resolve({ rows: [] })
          : client.query(text, values as unknown[])) as Promise<PgQueryResult<R>>,
    })
  } finally {
    client.release()
  }
}

const onRedis = async (url: string, log: Log): Promise<Queues> => {
  const { Cluster, Redis } = await import('ioredis')
  const nodes = url.split(',')
  const open = (waitForever: boolean) => {
    // Producers must fail soon when Redis is away; workers wait for it to return.
    const redisOptions = { maxRetriesPerRequest: waitForever ? null : 1, enableOfflineQueue: waitForever }
    const client = nodes.length > 1 ? new Cluster(nodes, { redisOptions }) : new Redis(url, redisOptions)
    client.on('error', (err) => log.warn({ err }, 'the queue is away'))
    return client
  }
  const quick = open(false)
  const workerConnection = open(true)
  // Where Redis is away now, work begins without it, late.
  await Promise.race([once(quick, 'ready'), setTimeout(3_000)]).catch(() => {})
  return gather(
    { connection: quick, workerConnection, prefix, streams: { events: { maxLen: 100 } } },
    undefined,
    log,
    async () => {
      quick.disconnect()
      workerConnection.disconnect()
    },
  )
}

type Backing = Omit<QueueOptions, 'connection'> & { connection: unknown; workerConnection?: unknown }

const gather = (
  { workerConnection, ...backing }: Backing,
  factory: typeof createPostgresBackend | undefined,
  log: Log,
  end: () => Promise<void>,
): Queues => {
  const queues: Queue[] = []
  const workers: Worker[] = []
  const failed = (err: Error) => log.warn({ err }, 'the queue failed')
  return {
    queue(name) {
      // Cast: as above; the backend decides what a connection is.
      const queue = new Queue(name, { ...backing, skipWaitingForReady: true } as never, factory as never)
      queue.on('error', failed)
      queues.push(queue)
      return queue
    },
    worker(name, process, concurrency) {
      const options = { ...backing, ...lockOptions, connection: workerConnection ?? backing.connection, concurrency }
      // Cast: as above.
      const worker = new Worker(name, process, options as unknown as WorkerOptions, factory as never)
      worker.on('error', failed)
      worker.on('failed', (job, err) => log.warn({ err, job: job?.id, name: job?.name }, 'a job failed'))
      workers.push(worker)
      return worker
    },
    async close() {
      const inOrder = async () => {
        await Promise.all(workers.map((worker) => worker.close()))
        await Promise.all(queues.map((queue) => queue.close()))
      }
      await Promise.race([inOrder().catch(failed), setTimeout(longestEnding, undefined, { ref: false })])
      await end()
    },
  }
}
