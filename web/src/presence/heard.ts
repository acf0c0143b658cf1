import type { StreamEvent } from '@palermo/shared/notices/contract.ts'
import type { OnScreen } from '@palermo/shared/presence/contract.ts'

export type Heard = Extract<StreamEvent, { on: OnScreen }>

const listeners = new Set<(event: Heard) => void>()

/**
 * Registers a listener for presence and change events of the live stream; the returned function removes the listener.
 */
export const hearPresence = (listener: (event: Heard) => void): (() => void) => {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

export const publishPresence = (event: Heard): void => {
  for (const listener of listeners) listener(event)
}

const held = new Set<string>()

/** Whether a record must not be reloaded now, because a page shows the record and the reader is typing. */
export const isHeld = (id: unknown): boolean => typeof id === 'string' && held.has(id) && isTyping()

/** Registers the record that this page shows; the returned function removes the registration. */
export const hold = (id: string): (() => void) => {
  held.add(id)
  return () => held.delete(id)
}

/** Whether a form (an action, a note, a task) is open; while a form is open, the page below must not change. */
export const isTyping = (): boolean => document.querySelector('[role="dialog"] form, main form') !== null
