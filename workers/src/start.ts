import { type Connections, openConnections } from '@palermo/db/database.ts'
import { isFull, recover, relay } from '@palermo/db/outbox.ts'
import { areScheduledJobsPaused, noteScheduledJob } from '@palermo/db/queues/commands.ts'
import { readKeyring } from '@palermo/db/seal.ts'
import { sendLinks, unassignWorkOfFormerStaff } from './accounts/jobs.ts'
import { escalateApprovals } from './approvals/jobs.ts'
import { looks } from './cases/jobs.ts'
import { countWorkNumbersOfAll } from './dashboards/jobs.ts'
import { holidays, sweep, watchOrphans } from './deadlines/jobs.ts'
import { clearFiles } from './documents/jobs.ts'
import { findChangedGaps, findGaps } from './gaps/jobs.ts'
import { recount } from './holidays/jobs.ts'
import { housekeeping } from './housekeeping/jobs.ts'
import { inTime } from './in-time.ts'
import { moveClocks } from './jurisdictions/jobs.ts'
import type { Log } from './log.ts'
import { startDeliveries } from './notices/deliveries.ts'
import { tellJob } from './notices/jobs.ts'
import { leaveNoTrace, openQueues, type Queues } from './queues.ts'
import { repeat } from './repeat.ts'
import { type ScheduledJobs, startScheduledJobs } from './scheduled-jobs.ts'
import type { Settings } from './settings.ts'
import { statistics } from './statistics/jobs.ts'
import { newTally, type Tally } from './tally.ts'

export interface Running {
  tally: Tally
  db: Connections
  /** Waits until running jobs have ended; then closes the queues, then the database connections. */
  stop(): Promise<void>
}

const second = 1_000
/** Seconds after which an outbox row that was queued and has not been processed is queued again. */
const lostAfter = 30
const persistence = { attempts: 4, backoff: { type: 'exponential', delay: 250 } } as const
/** Outbox rows processed concurrently by one process. */
const concurrency = 6

/** Starts all background work. Each capability with jobs of its own is registered in one line. */
export const startWorkers = async (settings: Settings, log: Log): Promise<Running> => {
  const db = openConnections(settings.databaseUrl, {
    size: concurrency + 4,
    name: 'palermo-worker',
    hintRing: () => readKeyring(settings.outboundKeys),
  })
  const queues = await openQueues(settings, log)
  const tally = newTally()
  let stopping = false
  const isStopping = () => stopping
  const deliveries = startDeliveries({ db, queues, settings, tally, log, stopping: isStopping })

  const scheduledJobs: ScheduledJobs = startScheduledJobs(
    queues,
    {
      sweep: { every: second, work: () => sweep(db, tally, log, isStopping) },
      'outbound-messages': { every: 5 * second, work: deliveries.outboundMessages },
      recount: { every: 5 * second, work: () => recount(db, log, isStopping) },
      profiles: { every: 5 * second, work: () => moveClocks(db, log, isStopping) },
      stranded: { every: 60 * second, work: () => unassignWorkOfFormerStaff(db, log) },
      webhooks: { every: 5 * second, work: deliveries.webhooks },
      links: { every: 2 * second, work: () => sendLinks(db, () => scheduledJobs.now('outbound-messages')) },
      approvals: { every: 60 * second, work: () => escalateApprovals(db, log) },
      looks: { every: 60 * second, work: () => looks(db, log) },
      orphans: { every: 300 * second, work: () => watchOrphans(db, tally, log) },
      changedGaps: { every: 2 * second, work: () => findChangedGaps(db, log) },
      gaps: { every: 300 * second, work: () => findGaps(db, log, false) },
      allGaps: { every: 6 * 3600 * second, first: 45 * second, work: () => findGaps(db, log, true) },
      workNumbers: { every: 300 * second, work: () => countWorkNumbersOfAll(db) },
      documents: { every: 3_600 * second, work: () => clearFiles(db, settings.documentsFolder, log) },
      statistics: { every: 3_600 * second, first: 30 * second, work: () => statistics(db, log) },
      housekeeping: { every: 6 * 3600 * second, work: () => housekeeping(db, settings.keep, log, isStopping) },
      holidays: { every: 86_400 * second, work: () => holidays(db, log) },
    },
    { note: (done) => noteScheduledJob(db, done), isPaused: () => areScheduledJobsPaused(db) },
    log,
  )
  const hurry = () => {
    scheduledJobs.now('outbound-messages')
    scheduledJobs.now('webhooks')
  }
  queues.worker('notices', ({ data }) => tellJob(db, tally, data.ids, hurry), { concurrency })
  const stopRelay = startRelay(db, queues, tally, log, isStopping)
  return {
    tally,
    db,
    async stop() {
      stopping = true
      await stopRelay()
      await scheduledJobs.end()
      await queues.close()
      await db.slots.end()
    },
  }
}

/** Moves outbox rows into the queue: at each notification of the database, and every second. */
const startRelay = (db: Connections, queues: Queues, tally: Tally, log: Log, stopping: () => boolean) => {
  const queue = queues.queue('notices')
  // Added one by one, because BullMQ's bulk insert needs temporary tables, which no login may create.
  const add = (ids: readonly string[]) =>
    queue.add('tell', { ids }, { ...leaveNoTrace, ...persistence, jobId: `outbox-${ids[0]}-${ids.at(-1)}` })
  const hand = async (ids: readonly string[]) => {
    await inTime(Promise.all(parcels(ids).map(add)))
  }
  const failed = (err: unknown) => log.warn({ err }, 'messages wait for the queue')
  const relaying = repeat(
    second,
    async () => {
      tally.lastSweepAt = Date.now()
      while (isFull(await relay(db, hand)) && !stopping());
    },
    failed,
  )
  const recovering = repeat((lostAfter * second) / 2, () => recover(db, hand, lostAfter), failed)
  const listening = db.listen('outbox', { hear: relaying.now, back: relaying.now })
  return async () => {
    await Promise.all([listening.end(), relaying.end(), recovering.end()])
  }
}

/** Outbox rows in one batch: enough for speed, and few enough to be repeated quickly after a crash. */
const batchSize = 50

const parcels = (ids: readonly string[]) =>
  Array.from({ length: Math.ceil(ids.length / batchSize) }, (_, place) =>
    ids.slice(place * batchSize, (place + 1) * batchSize),
  )
