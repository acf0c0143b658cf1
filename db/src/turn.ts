import type { Tx } from './actor.ts'
import { flag, rowsOf } from './readers.ts'

const turnRows = rowsOf({ mine: flag })

/**
 * Whether this transaction now has the sole right to do `what` until the transaction ends; the call does not wait for
 * the right. The lock is a statement of its own before all reads, because a statement does not see what another process
 * commits after the statement began.
 */
export const isMyTurn = async ({ sql }: Tx, what: string): Promise<boolean> => {
  const [turn] = await turnRows(sql`select app.take_turn(${what}) as mine`)
  return turn?.mine ?? false
}
