import type { Tx } from './actor.ts'
import { flag, rowsOf } from './readers.ts'

const turnRows = rowsOf({ mine: flag })

/**
 * Whether only this transaction may do `what` until its end, without waiting. A statement of its own before all reads,
 * because a statement does not see changes that another process commits after the statement began.
 */
export const isMyTurn = async ({ sql }: Tx, what: string): Promise<boolean> => {
  const [turn] = await turnRows(sql`select app.take_turn(${what}) as mine`)
  return turn?.mine ?? false
}
