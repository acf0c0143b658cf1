import postgres, { type Sql } from 'postgres'

/**
 * Turns a time that PostgreSQL writes in UTC (`2026-11-24 08:40:27.123456+00`) into RFC 3339, with all six decimal
 * places.
 */
const toInstant = (text: string) => `${text.slice(0, 10)}T${text.slice(11).replace(/\+00(:00)?$/, 'Z')}`

const literal = (items: readonly unknown[]) =>
  `{${items.map((item) => (item === null ? 'null' : `"${String(item).replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`)).join(',')}}`

const fromLiteral = (text: string): string[] =>
  text === '{}'
    ? []
    : [...text.slice(1, -1).matchAll(/"((?:[^"\\]|\\.)*)"|([^,]+)/g)].map(
        ([, quoted, plain]) => quoted?.replaceAll(/\\(.)/g, '$1') ?? plain ?? '',
      )

const types = {
  instant: { to: 1184, from: [1184], serialize: (value: unknown) => String(value), parse: toInstant },
  day: { to: 1082, from: [1082], serialize: (value: unknown) => String(value), parse: (text: string) => text },
  textArray: { to: 1009, from: [1009], serialize: literal, parse: fromLiteral },
  uuidArray: { to: 2951, from: [2951], serialize: literal, parse: fromLiteral },
} as const

export type SlotSql = Sql<Record<string, never>>

/**
 * One database connection, used by one transaction at a time, so that no statement runs under the identity of another
 * request.
 */
export interface Slot {
  sql: SlotSql
  dead: boolean
  /** Handlers that are called with the error when the connection is lost. */
  rejectOnLoss: Set<(error: Error) => void>
}

/**
 * Awaits work on a slot. Rejects if the connection is lost, since the driver may then never settle a running statement.
 */
export const whileAlive = <T>(slot: Slot, work: PromiseLike<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    slot.rejectOnLoss.add(reject)
    const settle =
      <V>(settled: (value: V) => void) =>
      (value: V) => {
        slot.rejectOnLoss.delete(reject)
        settled(value)
      }
    work.then(settle(resolve), settle(reject))
    if (slot.dead) settle(reject)(new ConnectionLost())
  })

export interface Slots {
  take(): Promise<Slot>
  /**
   * Returns a slot to the pool for the next transaction. If `clean` is false, the slot is closed and replaced, since
   * its session may be in a wrong state.
   */
  give(slot: Slot, clean: boolean): void
  end(): Promise<void>
  /** Returns the number of requests that wait for a slot, for the metrics. */
  waiting(): number
}

/**
 * Opens the connections of a process. `wait` is the number of milliseconds after which a request that waits for a slot
 * fails with `unavailable`.
 */
export const openSlots = (url: string, options: { size?: number; wait?: number; name?: string } = {}): Slots => {
  const { size = 10, wait = 5_000, name = 'palermo' } = options
  const free: Slot[] = []
  const waiters: { resolve: (slot: Slot) => void; reject: (error: Error) => void; timer: NodeJS.Timeout }[] = []
  const all = new Set<Slot>()
  const open = (): Slot => {
    // Cast: the handler `onclose` of the connection refers to the slot, so the slot is created first and gets its
    // connection below.
    const slot: Slot = { dead: false, rejectOnLoss: new Set(), sql: undefined as unknown as SlotSql }
    slot.sql = postgres(url, {
      max: 1,
      fetch_types: false,
      idle_timeout: 0,
      connect_timeout: 5,
      onnotice: () => {},
      // UTC, because the parsers expect it regardless of the server's time zone.
      connection: { application_name: name, TimeZone: 'UTC' },
      // Cast: `SlotSql` has no type parameter for the driver's custom types. If it had one, a statement that was built
      // for one connection could not be passed to another.
      types: types as never,
      // Marks the slot as dead. The driver would otherwise reconnect silently, and a transaction would continue on the
      // new connection without its beginning.
      onclose: () => {
        slot.dead = true
        for (const reject of slot.rejectOnLoss) reject(new ConnectionLost())
      },
      // Cast: see the reason at `types`.
    }) as unknown as SlotSql
    all.add(slot)
    return slot
  }
  const drop = (slot: Slot) => {
    all.delete(slot)
    slot.sql.end({ timeout: 0 }).catch(() => {})
  }
  const hand = (slot: Slot) => {
    const next = waiters.shift()
    if (!next) return void free.push(slot)
    clearTimeout(next.timer)
    next.resolve(slot)
  }
  return {
    take() {
      for (let slot = free.pop(); slot; slot = free.pop()) {
        if (!slot.dead) return Promise.resolve(slot)
        drop(slot)
      }
      if (all.size < size) return Promise.resolve(open())
      return new Promise((resolve, reject) => {
        const timer = setTimeout(() => {
          waiters.splice(
            waiters.findIndex((waiter) => waiter.timer === timer),
            1,
          )
          reject(new SlotsExhausted())
        }, wait)
        waiters.push({ resolve, reject, timer })
      })
    },
    give(slot, clean) {
      if (clean && !slot.dead) return hand(slot)
      drop(slot)
      if (waiters.length > 0) hand(open())
    },
    async end() {
      await Promise.all([...all].map((slot) => slot.sql.end({ timeout: 5 })))
    },
    waiting: () => waiters.length,
  }
}

export class ConnectionLost extends Error {
  constructor() {
    super('the connection was lost')
  }
}

export class SlotsExhausted extends Error {
  constructor() {
    super('no connection became free in time')
  }
}
