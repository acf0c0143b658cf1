import type { Tx } from './actor.ts'

/**
 * Whether this transaction alone may do `what` until its end, without waiting. It is a statement of its own, before all that
 * is read: a statement sees what was there when it began, and so would still see as undone what the process before it did.
 */
export const isMyTurn = async ({ sql }: Tx, what: string): Promise<boolean> => {
  const [turn] = await sql<{ mine: boolean }[]>`select app.take_turn(${what}) as mine`
  return turn?.mine ?? false
}
