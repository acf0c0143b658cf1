import type { Log } from './log.ts'
import { leaveNoTrace, type Queues } from './queues.ts'
import { type Repeated, repeat } from './repeat.ts'

/** Work that comes round: by the queue's scheduler, and by this process itself where the queue is silent. */
export interface Round {
  /** Milliseconds between two times. */
  every: number
  work(): Promise<void>
}

/** How many times a round may be missed before this process does it by itself. */
const missed = 2

/** Writes down, for administrators, that a round was done. */
export type Note = (done: { name: string; everySeconds: number; isWell: boolean }) => Promise<void>

/** What a round asks and says beside its work. */
export interface Bookkeeping {
  note: Note
  /** Asked before each round: one that is paused is left out. */
  isPaused(): Promise<boolean>
}

export interface Rounds {
  /** Does a round now, in this process. */
  now(name: string): void
  end(): Promise<void>
}

/**
 * The scheduler lives in the queue, so that of many processes one does each round; if the queue dies or is wiped, each
 * process goes on by its own timer, late and never lost, and lays the schedule down again.
 */
export const startRounds = (
  queues: Queues,
  rounds: Readonly<Record<string, Round>>,
  bookkeeping: Bookkeeping,
  log: Log,
): Rounds => {
  const queue = queues.queue('rounds')
  const failed = (round: string) => (err: unknown) => log.warn({ err, round }, 'a round failed')
  const own = new Map<string, Repeated>()
  const schedule = repeat(10_000, () => layDown(), failed('schedule'))

  async function layDown() {
    const known = await queue.getJobSchedulersCount()
    if (known >= Object.keys(rounds).length) return
    for (const [name, { every }] of Object.entries(rounds)) {
      await queue.upsertJobScheduler(name, { every }, { name, opts: leaveNoTrace })
    }
  }
  for (const [name, { every, work }] of Object.entries(rounds))
    own.set(name, repeat(every * missed, noted(name, every, work, bookkeeping), failed(name)))
  queues.worker('rounds', async ({ name }) => own.get(name)?.now(), 1)
  return {
    now: (name) => own.get(name)?.now(),
    async end() {
      await Promise.all([...own.values(), schedule].map((round) => round.end()))
    },
  }
}

/** Milliseconds in which what went well as before is not written down again. */
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
      // Where the database is away, there is nowhere to write that either.
      await write(false).catch(() => undefined)
      throw error
    }
    await write(true)
  }
}
