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

/** The job queues. They may be wiped at any moment, because every job can be added again from rows in PostgreSQL. */
export interface Queues {
  queue(name: string): Queue
  worker(name: string, process: (job: Job, token: string) => Promise<void>, options: JobOptions): Worker
  /** Closes first the workers, then the queues, then the connections. */
  close(): Promise<void>
}

/** Concurrency in one process, the rate limit over all processes, and the pause before a failed job is tried again. */
export type JobOptions = Required<Pick<WorkerOptions, 'concurrency'>> & Pick<WorkerOptions, 'limiter' | 'settings'>

/**
 * A finished job is removed, because its id then becomes free and a message whose effect was lost can be queued again
 * under that id.
 */
export const leaveNoTrace = { removeOnComplete: true, removeOnFail: true } as const satisfies JobsOptions

/**
 * Locks of jobs are short, because users wait for these jobs: a job whose worker crashed is taken over within half a
 * minute.
 */
const lockOptions = { lockDuration: 10_000, stalledInterval: 5_000, maxStalledCount: 5, drainDelay: 5 } as const

/**
 * Milliseconds for running jobs to end. Limited, because an unreachable queue may never confirm their end; interrupted
 * jobs are taken over by another process, as after a crash.
 */
const longestEnding = 5_000

/** A prefix that puts all keys into one hash slot, as BullMQ's scripts need in a Redis cluster. */
const prefix = '{palermo}'

/** Opens the queues on Redis if a Redis URL is set, otherwise on PostgreSQL. */
export const openQueues = (options: { redisUrl: string | undefined; queueUrl: string }, log: Log): Promise<Queues> =>
  options.redisUrl === undefined ? onPostgres(options.queueUrl, log) : onRedis(options.redisUrl, log)

const onPostgres = async (connectionString: string, log: Log): Promise<Queues> => {
  // BullMQ loads no PostgreSQL driver from an ES module, so the pool is our own. Each of the six workers holds one
  // connection of this pool.
  const pool = new pg.Pool({
    connectionString,
    max: 14,
    options: '-c search_path=bullmq',
    keepAlive: true,
    application_name: 'palermo-queue',
  })
  // Raises the maximum number of listeners, because each queue and each worker listens to the pool.
  pool.setMaxListeners(30)
  pool.on('error', (err) => log.warn({ err }, 'the queue lost a connection'))
  await layQueue(pool)
  // Cast: BullMQ's connection type allows only Redis; its PostgreSQL backend takes this pool.
  return gather({ connection: pool as never }, createPostgresBackend, log, () => pool.end())
}

/**
 * Creates BullMQ's own tables. The statement that creates their schema is skipped, because the schema exists already
 * and the login of the queue may create none.
 */
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
    // Adding a job must fail soon when Redis is away, whereas workers wait until Redis is back.
    const redisOptions = { maxRetriesPerRequest: waitForever ? null : 1, enableOfflineQueue: waitForever }
    const client = nodes.length > 1 ? new Cluster(nodes, { redisOptions }) : new Redis(url, redisOptions)
    client.on('error', (err) => log.warn({ err }, 'the queue is away'))
    return client
  }
  const quick = open(false)
  const workerConnection = open(true)
  // If Redis does not answer within three seconds, the process starts without it.
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
      // Cast: the backend decides what a connection is, but BullMQ's types allow only Redis.
      const queue = new Queue(name, { ...backing, skipWaitingForReady: true } as never, factory as never)
      queue.on('error', failed)
      queues.push(queue)
      return queue
    },
    worker(name, process, jobOptions) {
      const options = { ...backing, ...lockOptions, connection: workerConnection ?? backing.connection, ...jobOptions }
      // Cast: BullMQ's types allow only a Redis connection.
      const worker = new Worker(
        name,
        (job, token) => process(job, token ?? ''),
        options as unknown as WorkerOptions,
        factory as never,
      )
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
