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

export interface Rounds {
  /** Does a round now, in this process. */
  now(name: string): void
  end(): Promise<void>
}

/**
 * The scheduler lives in the queue, so that of many processes one does each round; if the queue dies or is wiped, each
 * process goes on by its own timer, late and never lost, and lays the schedule down again.
 */
export const startRounds = (queues: Queues, rounds: Readonly<Record<string, Round>>, log: Log): Rounds => {
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
    own.set(name, repeat(every * missed, work, failed(name)))
  queues.worker('rounds', async ({ name }) => own.get(name)?.now(), 1)
  return {
    now: (name) => own.get(name)?.now(),
    async end() {
      await Promise.all([...own.values(), schedule].map((round) => round.end()))
    },
  }
}
