/** A short confirmation of an action; with an undo function if the action can be undone. */
export interface Message {
  words: string
  undo?: (() => void) | undefined
}

let waiting: Message[] = []
const listeners = new Set<() => void>()

/**
 * Shows a short message about a completed action. A message with `undo` is shown for longer than others, and a message
 * that is hovered or focused does not disappear.
 */
export const toast = (words: string, undo?: () => void): void => {
  waiting = [...waiting, { words, undo }]
  for (const listener of listeners) listener()
}

/** Returns the messages that are not shown yet, for the component that shows them. */
export const waitingToasts = (): readonly Message[] => waiting

export const hearToasts = (listener: () => void): (() => void) => {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

export const takeToasts = (): readonly Message[] => {
  const taken = waiting
  waiting = []
  for (const listener of listeners) listener()
  return taken
}
