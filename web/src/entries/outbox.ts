import type { QueryClient } from '@tanstack/react-query'
import type { ApiRequest } from '../api.ts'
import { isProblem, Unreachable } from '../problem.ts'
import { announceStored } from '../session/device-key.ts'
import { holdKept, withKept } from '../session/kept-locks.ts'
import { hearSession, readSession } from '../session/session.ts'
import { type CaseEntry, type Entry, keptEntries } from './entry.ts'

/**
 * Milliseconds after which an answer may never come on a failing connection, so the entry is stored on this device
 * meanwhile.
 */
export const slowLine = 1_500

/** A waiting entry, with the server's refusal if there was one. */
export type Waiting = Entry & { refused?: unknown }

export type WaitingSend = Extract<Waiting, { kind: 'send' }>
export type WaitingOfCase = Exclude<Waiting, { kind: 'send' }>
export const isOfCase = (entry: Waiting): entry is WaitingOfCase => entry.kind !== 'send'
export const isSend = (entry: Waiting): entry is WaitingSend => entry.kind === 'send'

/** Entries known to this page. They survive an expired session, like the page does, but not signing out. */
const held = new Map<string, Waiting>()

let last = readSession().state
let laidAgain: Promise<unknown> = Promise.resolve()

hearSession(() => {
  const before = last
  last = readSession().state
  if (last === 'out') held.clear()
  // After signing in again, entries are encrypted with the key of the new session, and sending is triggered.
  if (last === 'in' && before === 'expired') laidAgain = Promise.all([...held.values()].map(keptEntries.keep))
})

/** `keepalive`: the page is closing, so the answer may not be received. */
type How = Pick<ApiRequest, 'keepalive'>

/** Sends one kind of entry: what a capability's `sender.ts` exports. `keep` stores a changed entry before the rest is sent. */
export interface Sender<K extends Entry['kind'] = Entry['kind']> {
  kind: K
  send(
    queryClient: QueryClient,
    entry: Extract<Entry, { kind: K }>,
    how: How & { keep: (entry: Entry) => Promise<boolean> },
  ): Promise<{ id: string }>
}

const senders = Object.values(import.meta.glob<Sender>('../*/sender.ts', { eager: true, import: 'sender' }))

const send = (queryClient: QueryClient, entry: Entry, how: How = {}): Promise<{ id: string }> => {
  const sender = senders.find(({ kind }) => kind === entry.kind)
  if (!sender) throw new Error(`No sender.ts sends entries of the kind ${entry.kind}.`)
  return sender.send(queryClient, entry, { ...how, keep: keepEntry })
}

/** No answer came: the entry may or may not have arrived, and is sent again. */
export const isLost = (error: unknown) => error instanceof Unreachable || isProblem(error, 'unavailable', 'too-many')

/** Stores an entry encrypted; any open page sends it once there is a connection. */
export const keepEntry = async (entry: Waiting): Promise<boolean> => {
  // Registered before it is encrypted, so that dropping it meanwhile takes effect.
  held.set(entry.id, entry)
  const isKept = await keptEntries.keep(entry)
  if (!isKept) held.delete(entry.id)
  return isKept
}

/**
 * After the end of the session there is no key to encrypt: the page holds the entry in memory, and stores it when the
 * same person signs in again.
 */
export const holdEntry = (entry: Entry): void => {
  held.set(entry.id, entry)
  announceStored()
}

/** Deletes an entry everywhere on this device. */
export const dropEntry = (id: string): void => {
  held.delete(id)
  keptEntries.drop(id)
  announceStored()
}

/** Stores an entry again that was deleted by mistake. */
export const takeBack = (entry: Waiting): void => void keepEntry(entry)

/**
 * Sends an entry, or stores it here if no answer comes: then "kept". Throws the server's refusal, and Unreachable if it
 * could not be stored either: then the form still holds the text.
 */
export const handIn = async (queryClient: QueryClient, entry: CaseEntry): Promise<{ id: string } | 'kept'> => {
  const letGo = holdKept(entry.id)
  const slow = setTimeout(() => void keepEntry(entry), slowLine)
  try {
    const written = await send(queryClient, entry)
    dropEntry(entry.id)
    return written
  } catch (error) {
    if (isLost(error) && (await keepEntry(entry))) return 'kept'
    dropEntry(entry.id)
    throw error
  } finally {
    clearTimeout(slow)
    letGo()
  }
}

/** Whether entries are waiting that this page may send. */
export const isAnyWaiting = (): boolean => [...held.values()].some(({ refused }) => !refused)

/**
 * All waiting entries on this device, including those of other pages. After the end of a session only those known to
 * this page.
 */
export const readWaiting = async (): Promise<Waiting[]> => {
  await laidAgain
  if (readSession().state !== 'in') return [...held.values()]
  const found = await keptEntries.read()
  for (const id of held.keys()) if (!found.some((entry) => entry.id === id)) held.delete(id)
  for (const entry of found) if (!held.has(entry.id)) held.set(entry.id, entry)
  return [...held.values()]
}

/** Tries all waiting entries once more and returns those that arrived. Refused ones wait for a person's decision. */
export const sendWaiting = async (queryClient: QueryClient, how: How = {}): Promise<Entry[]> => {
  const arrived: Entry[] = []
  for (const entry of await readWaiting()) {
    if (entry.refused) continue
    const sent = await withKept(entry.id, () => sendAgain(queryClient, entry, how))
    if (sent) arrived.push(entry)
  }
  return arrived
}

export const sendAgain = async (
  queryClient: QueryClient,
  { refused: _, ...entry }: Waiting,
  how: How = {},
): Promise<boolean> => {
  try {
    await send(queryClient, entry, how)
    dropEntry(entry.id)
    return true
  } catch (error) {
    // Sent again after the next sign-in, with the draft's id if it was created meanwhile.
    if (!isLost(error) && !isProblem(error, 'not-signed-in'))
      held.set(entry.id, { ...(held.get(entry.id) ?? entry), refused: error })
    announceStored()
    return false
  }
}
