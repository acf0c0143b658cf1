import type { QueryClient } from '@tanstack/react-query'
import type { ApiRequest } from '../api.ts'
import { isProblem, Unreachable } from '../problem.ts'
import { tellKept } from '../session/device-key.ts'
import { holdKept, withKept } from '../session/kept-locks.ts'
import { hearSession, readSession } from '../session/session.ts'
import { type CaseEntry, type Entry, keptEntries } from './entry.ts'

/** An answer that takes longer may never come, on a line that is dying: the entry is laid down here meanwhile. */
export const slowLine = 1_500

/** What waits on this device, and why the server would not have it, once it has said so. */
export type Waiting = Entry & { refused?: unknown }

export type WaitingSend = Extract<Waiting, { kind: 'send' }>
export type WaitingOfCase = Exclude<Waiting, { kind: 'send' }>
export const isOfCase = (entry: Waiting): entry is WaitingOfCase => entry.kind !== 'send'
export const isSend = (entry: Waiting): entry is WaitingSend => entry.kind === 'send'

/** What this page knows of. It survives a session that expired, like the page does, but not signing out. */
const held = new Map<string, Waiting>()

let last = readSession().state
let laidAgain: Promise<unknown> = Promise.resolve()

hearSession(() => {
  const before = last
  last = readSession().state
  if (last === 'out') held.clear()
  // Signed in again: entries are encrypted with the key of the new session, and the sender is notified.
  if (last === 'in' && before === 'expired') laidAgain = Promise.all([...held.values()].map(keptEntries.keep))
})

/** `keepalive`: the page is being left, so the answer may not be received. */
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

/** No answer came: it may have arrived or not, and is sent again. */
export const isLost = (error: unknown) => error instanceof Unreachable || isProblem(error, 'unavailable', 'too-many')

/** Lays it down sealed, to be sent by whatever page is open once there is a line. */
export const keepEntry = async (entry: Waiting): Promise<boolean> => {
  // Registered before it is encrypted, so that dropping it meanwhile takes effect.
  held.set(entry.id, entry)
  const isKept = await keptEntries.keep(entry)
  if (!isKept) held.delete(entry.id)
  return isKept
}

/** The session has ended, and with it the key to seal with: this page knows of it, and lays it down when the same person is back. */
export const holdEntry = (entry: Entry): void => {
  held.set(entry.id, entry)
  tellKept()
}

/** Nothing of it is to be sent or found any more. */
export const dropEntry = (id: string): void => {
  held.delete(id)
  keptEntries.drop(id)
  tellKept()
}

/** Lays down again what was taken away by mistake. */
export const takeBack = (entry: Waiting): void => void keepEntry(entry)

/**
 * Writes it into the record, or lays it down here where no answer comes: then "kept". Throws what the server said against
 * it, and Unreachable where it could not be laid down either: the form still holds the words.
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

/** All that waits on this device, other pages' too. While a session has ended, what this page knows of. */
export const readWaiting = async (): Promise<Waiting[]> => {
  await laidAgain
  if (readSession().state !== 'in') return [...held.values()]
  const found = await keptEntries.read()
  for (const id of held.keys()) if (!found.some((entry) => entry.id === id)) held.delete(id)
  for (const entry of found) if (!held.has(entry.id)) held.set(entry.id, entry)
  return [...held.values()]
}

/** Tries everything that waits once more, and says how many arrived. What the server refused waits for a person. */
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
    // Sent after the person has signed in again.
    // Of a draft that was begun meanwhile more is known than before.
    if (!isLost(error) && !isProblem(error, 'not-signed-in'))
      held.set(entry.id, { ...(held.get(entry.id) ?? entry), refused: error })
    tellKept()
    return false
  }
}
