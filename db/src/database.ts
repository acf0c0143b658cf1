import type { Db } from './actor.ts'
import { openHint } from './hint-seal.ts'
import { type Listener, type Listening, listenOn } from './listen.ts'
import { type Keyring, outboundRing } from './seal.ts'
import { openSlots } from './slots.ts'
import type { Channel } from './wake.ts'

/**
 * The database access of one process: its pinned connections, and the keys of its channels, but no keys that decrypt
 * sealed fields.
 */
export interface Connections extends Db {
  listen(channel: Channel, listener: Listener): Listening
}

/** The database access of a process that also has the keys to decrypt sealed fields. */
export interface Database extends Connections {
  ring: Keyring
  /**
   * Returns random bytes for case references. The demo passes a seeded source, so that its references are the same each
   * time.
   */
  random?: (size: number) => Uint8Array
}

interface Options {
  size?: number
  name?: string
  hintRing?: (channel: Channel) => Keyring | undefined
}

export const openConnections = (url: string, options: Options = {}): Connections => {
  const { hintRing = () => undefined } = options
  const opened = (channel: Channel, payload: string) => {
    const ring = payload === '' ? undefined : hintRing(channel)
    return ring === undefined ? '' : openHint(ring, channel, payload)
  }
  return {
    slots: openSlots(url, options),
    hintRing,
    listen: (channel, { hear, back }) => {
      const hearOpened = (payload: string) => {
        const text = opened(channel, payload)
        if (text !== undefined) hear(text)
      }
      return listenOn(url, channel, { hear: hearOpened, back }, options.name ?? 'palermo')
    },
  }
}

/**
 * Returns the keys of a channel. Only servers announce viewers, so the channel `looks` uses the main keys; changed
 * records and notifications are also announced by workers, which have only the keys of `outboundRing`.
 */
const hintRingOf = (ring: Keyring) => (channel: Channel) => (channel === 'looks' ? ring : outboundRing(ring))

export const openDatabase = (url: string, ring: Keyring, options: Omit<Options, 'hintRing'> = {}): Database => ({
  ...openConnections(url, { ...options, hintRing: hintRingOf(ring) }),
  ring,
})
