import type { Database } from '@palermo/db/database.ts'
import type { Listening } from '@palermo/db/listen.ts'
import { pulse } from '@palermo/db/notices/queries.ts'
import { ownAct } from '@palermo/db/wake.ts'
import type { StreamEvent } from '@palermo/shared/notices/contract.ts'

/** The live stream of an open page. */
export interface Page {
  send(event: StreamEvent): void
  /** Sends a comment line, so that proxies do not close the connection as idle. */
  beat(): void
  close(): void
}

/** The live streams of this process. One database connection listens for all of them. */
export interface Hub {
  /** Adds a page and sends the page its first event. Returns the function that removes the page. */
  join(personId: string, secret: Uint8Array, page: Page): () => void
  /**
   * Sends each stream of this person an event, which `make` computes for the session of the stream. A stream whose
   * event is refused gets nothing.
   */
  send(personId: string, make: (secret: Uint8Array) => Promise<StreamEvent>): void
  size(): number
  end(): Promise<void>
}

interface Live {
  secret: Uint8Array
  page: Page
  unread: number | undefined
  asking: boolean
  /**
   * The check that was requested while another check was running: `hint` because something changed, `beat` because the
   * interval passed.
   */
  again: 'hint' | 'beat' | undefined
  timer: NodeJS.Timeout
}

/**
 * Milliseconds between two checks of a stream, which is also the longest time for which a stream stays open after its
 * session ended.
 */
const beatEvery = 20_000
/**
 * Maximum number of streams of one person. A new stream ends the oldest, which usually belongs to a connection that
 * broke unnoticed.
 */
const mostPerPerson = 8

export const openHub = (db: Database): Hub => {
  const people = new Map<string, Set<Live>>()
  let listening: Listening | undefined

  const ask = async (live: Live, why: 'hint' | 'beat'): Promise<void> => {
    if (live.asking) {
      if (live.again !== 'hint') live.again = why
      return
    }
    live.asking = true
    try {
      for (let now: Live['again'] = why; now; now = live.again) {
        live.again = undefined
        // Each check proves the session again, so that a stream sends nothing to a person who was signed out.
        const { unread } = await pulse(db, live.secret)
        const first = live.unread === undefined
        if (first || now === 'hint' || unread !== live.unread)
          live.page.send({ kind: first ? 'hello' : 'notice', unread })
        else live.page.beat()
        live.unread = unread
      }
    } catch {
      live.page.close()
    } finally {
      live.asking = false
    }
  }

  const everybody = () => [...people.values()].flatMap((lives) => [...lives])
  const listen = () =>
    db.listen('notified', {
      hear: (said) => {
        const own = said.startsWith(ownAct)
        const personId = own ? said.slice(ownAct.length) : said
        // A process without the encryption key cannot name the person in its hint, so all streams are checked.
        if (personId === '') for (const live of everybody()) void ask(live, 'beat')
        else for (const live of people.get(personId) ?? []) void ask(live, own ? 'beat' : 'hint')
      },
      // After a lost database connection all streams are checked, because hints may have been missed.
      back: () => {
        for (const live of everybody()) void ask(live, 'beat')
      },
    })

  return {
    join(personId, secret, page) {
      listening ??= listen()
      const live: Live = {
        secret,
        page,
        unread: undefined,
        asking: false,
        again: undefined,
        timer: setInterval(() => void ask(live, 'beat'), beatEvery),
      }
      const lives = people.get(personId) ?? new Set()
      people.set(personId, lives.add(live))
      const [oldest] = lives
      if (lives.size > mostPerPerson) oldest?.page.close()
      void ask(live, 'hint')
      return () => {
        clearInterval(live.timer)
        lives.delete(live)
        if (lives.size === 0) people.delete(personId)
      }
    },
    send(personId, make) {
      for (const { secret, page } of people.get(personId) ?? []) {
        make(secret).then(
          (event) => page.send(event),
          // A reader without access gets no event.
          () => undefined,
        )
      }
    },
    size: () => everybody().length,
    async end() {
      for (const live of everybody()) live.page.close()
      await listening?.end()
      listening = undefined
    },
  }
}
