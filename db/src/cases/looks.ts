import { asJob, type Db } from '../actor.ts'
import { onSlot } from '../screen.ts'

const batch = 200

/**
 * Ends the looks whose grant is over and warns of those that end within a week; both ends of each are told. What may be
 * seen ended with the clock already: this is what makes it known.
 * @returns how many there were
 */
export const endLooks = async (db: Db): Promise<number> => {
  for (let all = 0; ; ) {
    const [wait] = await onSlot(db, (sql) => sql<{ any: boolean }[]>`select app.looks_end() as any`)
    if (!wait?.any) return all
    const taken = await asJob(db, { kind: 'access.swept', request: 'looks' }, async (tx) => {
      const [row] = await tx.sql<{ n: number }[]>`select app.end_grants(${batch}) as n`
      tx.told = true
      return row?.n ?? 0
    })
    all += taken
    // Another process holds the rest.
    if (taken === 0) return all
  }
}
