import type { StreamEvent } from '@palermo/shared/notices/contract.ts'
import type { OnScreen } from '@palermo/shared/presence/contract.ts'

export type Heard = Extract<StreamEvent, { on: OnScreen }>

const listeners = new Set<(event: Heard) => void>()

/** Presence and change events of the stream, for the pages that show them. */
export const hearPresence = (listener: (event: Heard) => void): (() => void) => {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

export const publishPresence = (event: Heard): void => {
  for (const listener of listeners) listener(event)
}

const held = new Set<string>()

/** Whether the shown record must not be refreshed, because its reader is typing. */
export const isHeld = (id: unknown): boolean => typeof id === 'string' && held.has(id) && isTyping()

/** Registers the record shown on this page; the returned function removes it. */
export const hold = (id: string): (() => void) => {
  held.add(id)
  return () => held.delete(id)
}

/** Whether a form is open (an action, a note, a task): the page below must not change then. */
export const isTyping = (): boolean => document.querySelector('[role="dialog"] form, main form') !== null
