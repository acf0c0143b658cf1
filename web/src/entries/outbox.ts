import type { QueryClient } from '@tanstack/react-query'
import type { ApiRequest } from '../api.ts'
import { isProblem, Unreachable } from '../problem.ts'
import { announceStored } from '../session/device-key.ts'
import { holdKept, withKept } from '../session/kept-locks.ts'
import { hearSession, readSession } from '../session/session.ts'
import { type CaseEntry, type Entry, keptEntries } from './entry.ts'

/**
 * Milliseconds without an answer after which an entry is stored on this device, because on a failing connection the
 * answer may never come.
 */
export const slowLine = 1_500

/** An entry that waits to be sent; `refused` is the error if the server refused the entry. */
export type Waiting = Entry & { refused?: unknown }

export type WaitingSend = Extract<Waiting, { kind: 'send' }>
export type WaitingOfCase = Exclude<Waiting, { kind: 'send' }>
export const isOfCase = (entry: Waiting): entry is WaitingOfCase => entry.kind !== 'send'
export const isSend = (entry: Waiting): entry is WaitingSend => entry.kind === 'send'

/**
 * The waiting entries that this page has read or written. They stay in memory when the session expires, but are removed
 * when the person signs out.
 */
const held = new Map<string, Waiting>()

let last = readSession().state
let laidAgain: Promise<unknown> = Promise.resolve()

hearSession(() => {
  const before = last
  last = readSession().state
  if (last === 'out') held.clear()
  // When the same person signs in again after the session has expired, the entries are encrypted with the key of the
  // new session.
  if (last === 'in' && before === 'expired') laidAgain = Promise.all([...held.values()].map(keptEntries.keep))
})

/** `keepalive` is true while the page is closing, when the page may not receive the answer. */
type How = Pick<ApiRequest, 'keepalive'>

/**
 * Sends entries of one `kind`; every capability exports its sender from `sender.ts`. `keep` stores a changed entry on
 * this device, such as one whose draft the server has just created.
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

/** Whether no answer came or the server was overloaded, so that the entry must be sent again. */
export const isLost = (error: unknown) => error instanceof Unreachable || isProblem(error, 'unavailable', 'too-many')

/**
 * Encrypts and stores an entry, so that any open page sends the entry once there is a connection. Returns whether the
 * entry could be stored.
 */
export const keepEntry = async (entry: Waiting): Promise<boolean> => {
  // The entry is added before it is encrypted, so that the entry can be deleted in the meantime.
  held.set(entry.id, entry)
  const isKept = await keptEntries.keep(entry)
  if (!isKept) held.delete(entry.id)
  return isKept
}

/**
 * Holds an entry in memory after the session has ended, because there is no key to encrypt the entry; the entry is
 * stored when the same person signs in again.
 */
export const holdEntry = (entry: Entry): void => {
  held.set(entry.id, entry)
  announceStored()
}

/** Deletes an entry from memory and from this device's storage. */
export const dropEntry = (id: string): void => {
  held.delete(id)
  keptEntries.drop(id)
  announceStored()
}

/** Stores an entry again after its author has undone the deletion. */
export const takeBack = (entry: Waiting): void => void keepEntry(entry)

/**
 * Sends a new entry. If no answer comes, stores the entry on this device and returns 'kept'. Throws the server's
 * refusal, and Unreachable if the entry could not be stored; the form then still contains the text.
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

/** Whether this page knows of entries that wait to be sent and were not refused. */
export const isAnyWaiting = (): boolean => [...held.values()].some(({ refused }) => !refused)

/**
 * Returns all waiting entries on this device, including entries that other pages stored. After the session has ended,
 * returns only the entries that this page holds in memory.
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
 * Tries to send each waiting entry once and returns the entries that arrived. Skips refused entries, because their
 * author must decide what to do with them.
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
    // After a lost answer or without a session the entry stays as it is and is sent again later; any other error is
    // stored as the refusal.
    if (!isLost(error) && !isProblem(error, 'not-signed-in'))
      held.set(entry.id, { ...(held.get(entry.id) ?? entry), refused: error })
    announceStored()
    return false
  }
}
