import type { Db } from './actor.ts'
import { type Ears, type Listening, listenOn } from './listen.ts'
import type { Keyring } from './seal.ts'
import { openSlots } from './slots.ts'
import type { Channel } from './wake.ts'

/** One process's way to the database: its pinned connections, and its ears. Opens nothing that is sealed. */
export interface Connections extends Db {
  listen(channel: Channel, ears: Ears): Listening
}

/** With the ring that opens what is sealed. */
export interface Database extends Connections {
  ring: Keyring
  /** Where the bytes of a case reference come from, if not from the system: a story told again has the same references. */
  random?: (size: number) => Uint8Array
}

export const openConnections = (url: string, options: { size?: number; name?: string } = {}): Connections => ({
  slots: openSlots(url, options),
  listen: (channel, ears) => listenOn(url, channel, ears, options.name ?? 'palermo'),
})

export const openDatabase = (url: string, ring: Keyring, options: { size?: number; name?: string } = {}): Database => ({
  ...openConnections(url, options),
  ring,
})
