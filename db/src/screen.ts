import { again, leavesConnectionGood } from './faults.ts'
import { type SlotSql, type Slots, whileAlive } from './slots.ts'

/**
 * For the most used screens: one statement that proves the identity, logs and reads. It may be repeated.
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
