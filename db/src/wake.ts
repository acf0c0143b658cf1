import { sealHint } from './hint-seal.ts'
import { onSlot } from './screen.ts'
import type { Keyring } from './seal.ts'
import type { Slots } from './slots.ts'

interface Db {
  slots: Slots
  hintRing?(channel: Channel): Keyring | undefined
}

/**
 * Channels of NOTIFY. Any login may listen, so payloads are encrypted; without a key they are empty. `outbox`: there
 * are rows to relay. `told`: this person has new notifications; the payload is their id. `moved`: a case or a referral
 * has changed. `looks`: viewers of a record, exchanged between server processes.
 */
export type Channel = 'outbox' | 'notified' | 'moved' | 'looks'

/** Prefix of the id of an actor without new notifications: their pages refresh counts but load no list again. */
export const ownAct = 'own '

/** Milliseconds between two hints: a busy process sends one for many commits. */
const gap = 20

interface Hints {
  waiting: Map<Channel, Set<string>>
  timer: NodeJS.Timeout | undefined
  sentAt: number
}

const perDatabase = new WeakMap<Db, Hints>()

/**
 * Sends a hint to all listeners. Called after a commit and never within it, because NOTIFY makes transactions commit
 * one after the other. A hint may be lost, since all listeners also poll.
 */
export const wake = (db: Db, channel: Channel, payload = ''): void => {
  const hints = hintsOf(db)
  const payloads = hints.waiting.get(channel) ?? new Set()
  hints.waiting.set(channel, payloads.add(payload))
  hints.timer ??= setTimeout(() => void send(db, hints), Math.max(0, hints.sentAt + gap - performance.now())).unref()
}

/** Without a key the payload stays empty and the listeners poll. */
const sealed = (db: Db, channel: Channel, payloads: ReadonlySet<string>): string[] => {
  const ring = db.hintRing?.(channel)
  return [...new Set([...payloads].map((payload) => (payload && ring && sealHint(ring, channel, payload)) || ''))]
}

const hintsOf = (db: Db): Hints => {
  const known = perDatabase.get(db)
  if (known) return known
  const hints: Hints = { waiting: new Map(), timer: undefined, sentAt: 0 }
  perDatabase.set(db, hints)
  return hints
}

const send = async (db: Db, hints: Hints): Promise<void> => {
  const waiting = [...hints.waiting].map(([channel, payloads]) => ({
    channel,
    payloads: sealed(db, channel, payloads),
  }))
  hints.waiting.clear()
  hints.timer = undefined
  hints.sentAt = performance.now()
  try {
    for (const { channel, payloads } of waiting) {
      // Nothing is lost if this fails, so it does not wait for the disk.
      await onSlot(
        db,
        (sql) =>
          sql`select set_config('synchronous_commit', 'off', true), pg_notify(${channel}, payload) from unnest(${payloads}::text[]) payload`,
      )
    }
  } catch {
    // If there is no free connection, the listeners find the change by polling.
  }
}
