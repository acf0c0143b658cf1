import type { Database } from './database.ts'
import { leavesConnectionGood, toProblem } from './faults.ts'
import { type SlotSql, whileAlive } from './slots.ts'

/** One statement that proves, logs and reads by itself: the hot screens. @throws Problem */
export const onSlot = async <T>(
  db: Pick<Database, 'slots'>,
  statement: (sql: SlotSql) => PromiseLike<T>,
): Promise<T> => {
  try {
    const slot = await db.slots.take()
    let clean = false
    try {
      const result = await whileAlive(slot, statement(slot.sql))
      clean = true
      return result
    } catch (error) {
      clean = leavesConnectionGood(error)
      throw error
    } finally {
      db.slots.give(slot, clean)
    }
  } catch (error) {
    throw toProblem(error)
  }
}
