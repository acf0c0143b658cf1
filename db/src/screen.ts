import type { Database } from './database.ts'
import { toProblem } from './faults.ts'
import type { SlotSql } from './slots.ts'

/** One statement that proves, logs and reads by itself: the hot screens. @throws Problem */
export const onSlot = async <T>(
  db: Pick<Database, 'slots'>,
  statement: (sql: SlotSql) => PromiseLike<T>,
): Promise<T> => {
  try {
    const slot = await db.slots.take()
    try {
      return await statement(slot.sql)
    } finally {
      db.slots.give(slot, true)
    }
  } catch (error) {
    throw toProblem(error)
  }
}
