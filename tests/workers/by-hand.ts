import { type Connections, openConnections } from '@palermo/db/database.ts'
import { endPeriod, expiredClocks, isFull, sweepAlarms } from '@palermo/db/deadlines/sweep.ts'
import { tell } from '@palermo/db/notices/tell.ts'
import { relay } from '@palermo/db/outbox.ts'
import { expireUnanswered } from '@palermo/db/referrals/unanswered.ts'
import { urlFor } from '@palermo/db/roles.ts'
import type { TaskForce } from '../task-force.ts'

/** The work of a worker process in single steps without a queue, for tests that must know when each step is done. */
export interface ByHand {
  db: Connections
  /** Raises due alarms and expires what was not answered in time. */
  sweep(): Promise<void>
  /** Writes the notifications of everything that was committed. */
  tell(): Promise<void>
  end(): Promise<void>
}

export const byHand = (force: TaskForce): ByHand => {
  const db = openConnections(urlFor(force.url, 'worker'), { size: 4 })
  return {
    db,
    async sweep() {
      while (isFull(await sweepAlarms(db)));
      for (const clock of await expiredClocks(db))
        await (clock.into === 'end' ? endPeriod(db, clock) : expireUnanswered(db, clock))
    },
    async tell() {
      const ids: string[] = []
      while ((await relay(db, async (more) => void ids.push(...more))) > 0);
      if (ids.length > 0) await tell(db, ids)
    },
    end: () => db.slots.end(),
  }
}

/** The notifications that a person received, oldest first, each with its topic and its deadline's key. */
export const toldTo = async (force: TaskForce, personId: string): Promise<{ topic: string; step: string | null }[]> => [
  ...(await force.owner<{ topic: string; step: string | null }[]>`
    select topic, step from app.notices where person_id = ${personId} order by outbox_id`),
]
