import type { QueryClient } from '@tanstack/react-query'
import type { ApiRequest } from '../api.ts'
import { isProblem, Unreachable } from '../problem.ts'
import { announceStored } from '../session/device-key.ts'
import { holdKept, withKept } from '../session/kept-locks.ts'
import { hearSession, readSession } from '../session/session.ts'
import { type CaseEntry, type Entry, keptEntries } from './entry.ts'

/**
 * Milliseconds after which an entry is stored on this device, because on a failing connection the answer may never
 * come.
 */
export const slowLine = 1_500

/** An entry that waits to be sent, with the server's refusal if it was refused. */
export type Waiting = Entry & { refused?: unknown }

export type WaitingSend = Extract<Waiting, { kind: 'send' }>
export type WaitingOfCase = Exclude<Waiting, { kind: 'send' }>
export const isOfCase = (entry: Waiting): entry is WaitingOfCase => entry.kind !== 'send'
export const isSend = (entry: Waiting): entry is WaitingSend => entry.kind === 'send'

/** Entries known to this page. They stay when the session expires, but are removed when the person signs out. */
const held = new Map<string, Waiting>()

let last = readSession().state
let laidAgain: Promise<unknown> = Promise.resolve()

hearSession(() => {
  const before = last
  last = readSession().state
  if (last === 'out') held.clear()
  // After the same person has signed in again, the entries are encrypted with the key of the new session, and sending
  // starts.
  if (last === 'in' && before === 'expired') laidAgain = Promise.all([...held.values()].map(keptEntries.keep))
})

/** `keepalive` is true while the page is closing; the page may then not receive the answer. */
type How = Pick<ApiRequest, 'keepalive'>

/**
 * The function that sends one kind of entry, which a capability exports from its `sender.ts`. `keep` stores a changed
 * entry before the rest is sent.
 */
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

/** No answer came, so it is unknown whether the entry arrived, and the entry is sent again. */
export const isLost = (error: unknown) => error instanceof Unreachable || isProblem(error, 'unavailable', 'too-many')

/** Stores an entry encrypted; any open page sends it once there is a connection. */
export const keepEntry = async (entry: Waiting): Promise<boolean> => {
  // The entry is registered before it is encrypted, so that deleting the entry meanwhile takes effect.
  held.set(entry.id, entry)
  const isKept = await keptEntries.keep(entry)
  if (!isKept) held.delete(entry.id)
  return isKept
}

/**
 * Holds an entry in memory after the session has ended, because there is no key to encrypt it; it is stored when the
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

/** Stores an entry again after its author took back its deletion. */
export const takeBack = (entry: Waiting): void => void keepEntry(entry)

/**
 * Sends an entry, or stores the entry here if no answer comes and then returns "kept". Throws the server's refusal, and
 * Unreachable if the entry could not be stored either; the form then still holds the text.
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
 * All waiting entries on this device, including those of other pages. After the session has ended, only the entries
 * that this page holds in memory.
 */
export const readWaiting = async (): Promise<Waiting[]> => {
  await laidAgain
  if (readSession().state !== 'in') return [...held.values()]
  const found = await keptEntries.read()
  for (const id of held.keys()) if (!found.some((entry) => entry.id === id)) held.delete(id)
  for (const entry of found) if (!held.has(entry.id)) held.set(entry.id, entry)
  return [...held.values()]
}

/**
 * Tries to send all waiting entries once and returns those that arrived. Entries that were refused wait for their
 * author's decision.
 */
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
    // The entry stays for the next sign-in, with the draft's id if the draft was created meanwhile.
    if (!isLost(error) && !isProblem(error, 'not-signed-in'))
      held.set(entry.id, { ...(held.get(entry.id) ?? entry), refused: error })
    announceStored()
    return false
  }
}
