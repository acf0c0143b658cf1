import { again, leavesConnectionGood } from './faults.ts'
import { type SlotSql, type Slots, whileAlive } from './slots.ts'

/**
 * Runs the single statement of a much used page, which proves the identity, writes the access log and reads. The
 * statement may be repeated after an error.
 * @throws Problem
 */
export const onSlot = <T>(db: { slots: Slots }, statement: (sql: SlotSql) => PromiseLike<T>): Promise<T> =>
  again(async () => {
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
  })
