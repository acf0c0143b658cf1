import { sealHint } from './hint-seal.ts'
import { onSlot } from './screen.ts'
import type { Keyring } from './seal.ts'
import type { Slots } from './slots.ts'

interface Db {
  slots: Slots
  hintRing?(channel: Channel): Keyring | undefined
}

/**
 * Any login may listen, so what is told is sealed; without a key only that there is something.
 * `outbox`: there are messages to relay. `told`: these people have something new; the payload is their id. `moved`: a case or
 * a referral has changed. `looks`: who has one open, as the processes of the server tell each other.
 */
export type Channel = 'outbox' | 'told' | 'moved' | 'looks'

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
 * Tells whoever listens that something is there now. Called after a commit and never within it: NOTIFY makes
 * transactions commit one after the other. A hint may be lost, for everybody who listens also looks by themselves.
 */
export const wake = (db: Db, channel: Channel, payload = ''): void => {
  const hints = hintsOf(db)
  const payloads = hints.waiting.get(channel) ?? new Set()
  hints.waiting.set(channel, payloads.add(payload))
  hints.timer ??= setTimeout(() => void send(db, hints), Math.max(0, hints.sentAt + gap - performance.now())).unref()
}

/** Without a key everybody who listens looks for themselves. */
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
      // Nothing is lost with it, so it does not wait for the disk.
      await onSlot(
        db,
        (sql) =>
          sql`select set_config('synchronous_commit', 'off', true), pg_notify(${channel}, payload) from unnest(${payloads}::text[]) payload`,
      )
    }
  } catch {
    // No connection to be had: those who listen look by themselves.
  }
}
