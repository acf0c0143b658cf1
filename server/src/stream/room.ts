import { randomUUID } from 'node:crypto'
import type { RequestContext } from '@palermo/db/actor.ts'
import type { Database } from '@palermo/db/database.ts'
import type { Listening } from '@palermo/db/listen.ts'
import { whoAmong } from '@palermo/db/presence/queries.ts'
import { wake } from '@palermo/db/wake.ts'
import type { Actor } from '@palermo/shared/actor.ts'
import { Change, OnScreen, type Presence } from '@palermo/shared/presence/contract.ts'
import { Problem } from '@palermo/shared/problem.ts'
import { z } from 'zod'
import type { Hub } from './hub.ts'

/**
 * A page that a person has open. `session` is the beginning of the session's hash: only the same session may renew the
 * entry.
 */
const Look = z.object({
  page: z.string(),
  on: OnScreen,
  personId: z.string(),
  agencyId: z.string(),
  session: z.string(),
})
type Look = z.infer<typeof Look>

/** Messages between the server processes. The messages contain no names and no text, and are never stored. */
const Said = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('here'), from: z.string(), looks: z.array(Look) }),
  z.object({ kind: z.literal('still'), from: z.string(), seats: z.array(z.string()) }),
  z.object({ kind: z.literal('left'), from: z.string(), seats: z.array(z.string()) }),
  z.object({ kind: z.literal('who'), from: z.string() }),
])
type Said = z.infer<typeof Said>

/** Milliseconds without renewal after which a page counts as closed. The processes renew their entries more often. */
const lasts = 40_000
const passOnEvery = 10_000
/** Maximum number of entries in one message, because a NOTIFY payload has at most 8,000 bytes. */
const looksAtOnce = 15
const seatsAtOnce = 100
/** Milliseconds for which opened and closed pages are collected into one message. */
const gather = 200

/**
 * Returns the key of a presence entry. A page chooses its own id, which is unique only within its session: a client
 * that uses the page id of another session gets an entry of its own and learns nothing.
 */
const seatOf = ({ page, session }: Pick<Look, 'page' | 'session'>) => `${session} ${page}`

/** The pages that are open in the browsers of all processes' users. The list is held in memory only. */
export interface Room {
  /** Renews the entry of this page and session. Returns false if there is no such entry. */
  stays(page: string, session: string, on: OnScreen): boolean
  enter(look: Look): void
  leave(page: string, session: string): void
  /**
   * Returns the actor and the other persons who have the page open.
   * @throws Problem not-found if the reader cannot see the record on the page
   */
  others(on: OnScreen, who: RequestContext): Promise<Presence & { actor: Actor }>
  end(): Promise<void>
}

export const openRoom = (db: Database, hub: Pick<Hub, 'send'>): Room => {
  const me = randomUUID()
  const looks = new Map<string, Look & { until: number }>()
  const still = new Set<string>()
  const changed = new Map<string, OnScreen>()
  let pending: NodeJS.Timeout | undefined
  let listening: Listening[] | undefined

  const at = (on: OnScreen) => [...looks.values()].filter((look) => look.on.id === on.id && look.on.kind === on.kind)
  const broadcast = (said: Said) => wake(db, 'looks', JSON.stringify(said))
  const change = (on: OnScreen) => {
    changed.set(on.id, on)
    pending ??= setTimeout(() => {
      pending = undefined
      const subjects = [...changed.values()]
      changed.clear()
      for (const on of subjects) {
        for (const personId of new Set(at(on).map((look) => look.personId))) {
          hub.send(personId, async (secret) => ({
            kind: 'looking',
            on,
            others: (await elseAt(on, { secret, request: me, audit: 'presence.read' })).others,
          }))
        }
      }
    }, gather)
  }
  const put = (look: Look) => {
    const seat = seatOf(look)
    const before = looks.get(seat)
    looks.set(seat, { ...look, until: Date.now() + lasts })
    if (before && before.on.id !== look.on.id) change(before.on)
    if (before?.on.id !== look.on.id) change(look.on)
  }
  const drop = (seat: string): boolean => {
    const look = looks.get(seat)
    if (!looks.delete(seat) || !look) return false
    change(look.on)
    return true
  }

  /** Returns the other persons who have the page open, each once. Further pages of the reader do not count. */
  const elseAt = async (on: OnScreen, who: RequestContext) => {
    const { actor, found } = await whoAmong(db, who, { on, compartment: 'C0', people: at(on) })
    const distinct = new Map(
      found
        .filter(({ personId }) => personId !== actor.personId)
        .map(({ personName, agencyName }) => [`${agencyName} ${personName}`, { personName, agencyName }]),
    )
    const others = [...distinct.values()].sort((a, b) => Number(a.personName === null) - Number(b.personName === null))
    return { actor, others }
  }

  const hear = (payload: string) => {
    const said = readAs(Said, payload)
    if (!said || said.from === me) return
    if (said.kind === 'here') for (const look of said.looks) put(look)
    if (said.kind === 'left') for (const seat of said.seats) drop(seat)
    if (said.kind === 'who') broadcastAll()
    // A renewal of an unknown entry means that messages were lost, so all processes are asked for their entries.
    if (said.kind === 'still' && !said.seats.map(prolong).every(Boolean)) broadcast({ kind: 'who', from: me })
  }
  const prolong = (seat: string) => {
    const look = looks.get(seat)
    if (look) look.until = Date.now() + lasts
    return look
  }
  const broadcastAll = () => {
    const all = [...looks.values()].map(({ until: _, ...look }) => look)
    for (const some of inParts(all, looksAtOnce)) broadcast({ kind: 'here', from: me, looks: some })
  }

  const askAndTell = () => {
    broadcast({ kind: 'who', from: me })
    broadcastAll()
  }

  const hearMoved = (payload: string) => {
    const moved = readAs(Change, payload)
    if (!moved) return
    const { on, compartment, by } = moved
    for (const personId of new Set(at(on).map((look) => look.personId))) {
      hub.send(personId, async (secret) => {
        const people = by ? [by] : []
        const { found } = await whoAmong(
          db,
          { secret, audit: 'presence.read', request: me },
          { on, compartment, people },
        )
        const [known] = found
        // An action is not announced to a reader who may not know that the actor's agency is on the case.
        if (by && !known && on.kind === 'case' && compartment === 'C0') throw new Problem('not-found')
        const looker = known ? { agencyName: known.agencyName, personName: known.personName } : null
        return { kind: 'changed', on, mine: by?.personId === personId, by: looker }
      })
    }
  }

  const pass = setInterval(() => {
    for (const seats of inParts([...still], seatsAtOnce)) broadcast({ kind: 'still', from: me, seats })
    still.clear()
    for (const [seat, { until }] of looks) if (until < Date.now()) drop(seat)
  }, passOnEvery)
  pass.unref()

  const listen = () => [
    // A process that starts or reconnects asks the other processes for their entries and sends its own entries.
    db.listen('looks', { hear, back: askAndTell }),
    db.listen('moved', { hear: hearMoved, back: () => undefined }),
  ]

  return {
    stays(page, session, on) {
      const seat = seatOf({ page, session })
      const look = looks.get(seat)
      if (look?.on.id !== on.id || look.on.kind !== on.kind) return false
      prolong(seat)
      still.add(seat)
      return true
    },
    enter(look) {
      listening ??= listen()
      put(look)
      broadcast({ kind: 'here', from: me, looks: [look] })
    },
    leave(page, session) {
      const seat = seatOf({ page, session })
      if (drop(seat)) broadcast({ kind: 'left', from: me, seats: [seat] })
    },
    others: elseAt,
    async end() {
      clearInterval(pass)
      clearTimeout(pending)
      await Promise.all((listening ?? []).map((one) => one.end()))
      listening = undefined
    },
  }
}

/**
 * Parses a message. Returns undefined if another version of the server sent the message, or a sender without the key.
 */
const readAs = <T extends z.ZodType>(shape: T, payload: string): z.infer<T> | undefined => {
  try {
    return shape.safeParse(JSON.parse(payload)).data
  } catch {
    return undefined
  }
}

const inParts = <T>(all: readonly T[], size: number): T[][] =>
  Array.from({ length: Math.ceil(all.length / size) }, (_, at) => all.slice(at * size, (at + 1) * size))
