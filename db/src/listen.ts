import postgres, { type Options } from 'postgres'
import type { Channel } from './wake.ts'

export interface Listener {
  hear(payload: string): void
  /** Called when the connection begins to listen, and again after each interruption, in which messages were lost. */
  back(): void
}

export interface Listening {
  end(): Promise<void>
}

/** The number of milliseconds between two attempts to reach the database. */
const pause = 500

/**
 * Listens on one channel over a connection of its own, and reconnects after every interruption. The driver's own
 * `listen` is not used, because it reconnects only once.
 */
export const listenOn = (url: string, channel: Channel, { hear, back }: Listener, name: string): Listening => {
  let ended = false
  let timer: NodeJS.Timeout | undefined
  let close: () => Promise<void> = async () => {}
  const open = () => {
    let lost = false
    const again = () => {
      if (lost || ended) return
      lost = true
      close().catch(() => {})
      timer = setTimeout(open, pause)
    }
    const options = {
      max: 1,
      fetch_types: false,
      idle_timeout: 0,
      max_lifetime: null,
      connect_timeout: 5,
      keep_alive: 10,
      connection: { application_name: `${name} ${channel}` },
      onnotice: () => {},
      onclose: again,
      onnotify: (_: string, payload: string) => hear(payload),
    }
    // Cast: the driver's type lacks `max_lifetime: null`, which keeps the connection open.
    const sql = postgres(url, options as unknown as Options<Record<string, never>>)
    close = () => sql.end({ timeout: 0 })
    sql`listen ${sql(channel)}`.then(() => !ended && back(), again)
  }
  open()
  return {
    async end() {
      ended = true
      clearTimeout(timer)
      await close()
    },
  }
}
