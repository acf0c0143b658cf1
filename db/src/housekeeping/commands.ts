import { type Keep, type PrunedSort, prunedSorts } from '@palermo/shared/housekeeping/keep.ts'
import { type Db, write } from '../actor.ts'
import { number, rowsOf } from '../readers.ts'

const numberRows = rowsOf({ n: number })

/**
 * The number of rows that one statement deletes: few, so that the statement locks rows only briefly and stays within
 * its time limit.
 */
const batch = 1000

/**
 * Deletes rows that are older than needed, each batch in a transaction of its own. After an interruption the next run
 * continues.
 * @returns the number of deleted rows of each kind
 */
export const prune = async (
  db: Db,
  keep: Keep,
  stopping: () => boolean = () => false,
): Promise<Record<PrunedSort, number>> => {
  const taken = { messages: 0, deliveries: 0, 'outbound-messages': 0, 'retry-keys': 0, sessions: 0 }
  for (const sort of prunedSorts) {
    for (let more = batch; more === batch && !stopping(); taken[sort] += more) {
      more = await write(db, { kind: 'housekeeping.pruned', request: sort }, async ({ sql }) => {
        const [row] = await numberRows(sql`
          select app.prune(${sort}, make_interval(days => ${keep[sort]}), ${batch}) as n`)
        return row?.n ?? 0
      })
    }
  }
  return taken
}
