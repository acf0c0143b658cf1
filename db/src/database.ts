import type { Db } from './actor.ts'
import type { Keyring } from './seal.ts'
import { openSlots } from './slots.ts'

/** One process's way to the database: its pinned connections, and the ring that opens what is sealed. */
export interface Database extends Db {
  ring: Keyring
}

export const openDatabase = (url: string, ring: Keyring, options: { size?: number; name?: string } = {}): Database => ({
  slots: openSlots(url, options),
  ring,
})
