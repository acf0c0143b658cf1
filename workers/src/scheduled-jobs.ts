import type { Log } from './log.ts'
import { leaveNoTrace, type Queues } from './queues.ts'
import { type Repeated, repeat } from './repeat.ts'

/** A scheduled job: started by the queue's scheduler, or by this process if the queue does not respond. */
export interface ScheduledJob {
  /** Milliseconds between two runs. */
  every: number
  /**
   * Milliseconds from the start of the process to the first run, for a job that would slow down the start. Each process
   * then runs the job regardless of the schedule, so that a restart loses no run.
   */
  first?: number
  work(): Promise<void>
}

/** Number of missed runs after which this process runs the job itself. */
const missed = 2

/** Records for administrators that a job ran, and whether it succeeded. */
export type Note = (done: { name: string; everySeconds: number; isWell: boolean }) => Promise<void>

/** Functions that are called before or after the work of every job. */
export interface Bookkeeping {
  note: Note
  /** Whether the job is paused, asked before each run: the run is then skipped. */
  isPaused(): Promise<boolean>
}

export interface ScheduledJobs {
  /** Runs a job now, in this process. */
  now(name: string): void
  end(): Promise<void>
}

/**
 * Starts the scheduled jobs. The schedule is stored in the queue, so that only one of several processes runs each job.
 * If the queue is unreachable or wiped, each process runs the jobs by its own timer, late but without loss, and
 * restores the schedule.
 */
export const startScheduledJobs = (
  queues: Queues,
  scheduledJobs: Readonly<Record<string, ScheduledJob>>,
  bookkeeping: Bookkeeping,
  log: Log,
): ScheduledJobs => {
  const queue = queues.queue('scheduled-jobs')
  const failed = (job: string) => (err: unknown) => log.warn({ err, job }, 'a scheduled job failed')
  const own = new Map<string, Repeated>()
  const schedule = repeat(10_000, () => layDown(), failed('schedule'))

  async function layDown() {
    const known = (await queue.getJobSchedulers(0, mostSchedules)).map(({ key }) => key)
    for (const [name, { every }] of Object.entries(scheduledJobs))
      if (!known.includes(name)) await queue.upsertJobScheduler(name, { every }, { name, opts: leaveNoTrace })
    // Removes the schedules of jobs that no longer exist.
    for (const name of known) if (!(name in scheduledJobs)) await queue.removeJobScheduler(name)
  }
  for (const [name, { every, first, work }] of Object.entries(scheduledJobs))
    own.set(name, repeat(every * missed, noted(name, every, work, bookkeeping), failed(name), first))
  queues.worker('scheduled-jobs', async ({ name }) => own.get(name)?.now(), { concurrency: 1 })
  return {
    now: (name) => own.get(name)?.now(),
    async end() {
      await Promise.all([...own.values(), schedule].map((job) => job.end()))
    },
  }
}

/** A limit for reading the schedules, higher than their number. */
const mostSchedules = 1000

/** Milliseconds in which a repeated success is not recorded again. */
const quiet = 30_000

const noted = (name: string, every: number, work: () => Promise<void>, { note, isPaused }: Bookkeeping) => {
  let last: { at: number; isWell: boolean } | undefined
  const write = async (isWell: boolean) => {
    if (isWell && last?.isWell && Date.now() - last.at < quiet) return
    last = { at: Date.now(), isWell }
    await note({ name, everySeconds: Math.ceil(every / 1000), isWell })
  }
  return async () => {
    try {
      if (await isPaused()) return
      await work()
    } catch (error) {
      // If the database is away, the failure cannot be recorded either.
      await write(false).catch(() => undefined)
      throw error
    }
    await write(true)
  }
}
