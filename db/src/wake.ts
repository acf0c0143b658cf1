import { sealHint } from './hint-seal.ts'
import { onSlot } from './screen.ts'
import type { Keyring } from './seal.ts'
import type { Slots } from './slots.ts'

interface Db {
  slots: Slots
  hintRing?(channel: Channel): Keyring | undefined
}

/**
 * Channels of NOTIFY. Any login may listen, so payloads are encrypted, and are empty in a process without a key.
 * `outbox`: rows wait for the relay. `notified`: a person has new notifications; the payload is the person's id.
 * `moved`: a case or a referral has changed. `looks`: viewers of a record, exchanged between server processes.
 */
export type Channel = 'outbox' | 'notified' | 'moved' | 'looks'

/**
 * Prefix of the person's id in a hint about the actor's own action. The actor's pages then refresh counts but do not
 * load lists again.
 */
export const ownAct = 'own '

/** The number of milliseconds between two hints, so that a busy process sends one hint for many commits. */
const gap = 20

interface Hints {
  waiting: Map<Channel, Set<string>>
  timer: NodeJS.Timeout | undefined
  sentAt: number
}

const perDatabase = new WeakMap<Db, Hints>()

/**
 * Sends a hint to all listeners. It is sent after a commit and never in a transaction, because NOTIFY makes
 * transactions commit one after the other. A hint may be lost, since all listeners also poll.
 */
export const wake = (db: Db, channel: Channel, payload = ''): void => {
  const hints = hintsOf(db)
  const payloads = hints.waiting.get(channel) ?? new Set()
  hints.waiting.set(channel, payloads.add(payload))
  hints.timer ??= setTimeout(() => void send(db, hints), Math.max(0, hints.sentAt + gap - performance.now())).unref()
}

/** Returns the encrypted payloads. Without a key the payload is empty, and the listeners find the change by polling. */
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
      // The transaction does not wait for the disk, since nothing is lost if the hint fails.
      await onSlot(
        db,
        (sql) =>
          sql`select set_config('synchronous_commit', 'off', true), pg_notify(${channel}, payload) from unnest(${payloads}::text[]) payload`,
      )
    }
  } catch {
    // No connection was free, so the hint is not sent; the listeners find the change by polling.
  }
}
