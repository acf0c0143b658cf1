/** A short confirmation of an action; with an undo if there is one. */
export interface Message {
  words: string
  undo?: (() => void) | undefined
}

let waiting: Message[] = []
const listeners = new Set<() => void>()

/** Shows a short message about a completed action. With `undo` it stays longer; while hovered or focused it stays. */
export const toast = (words: string, undo?: () => void): void => {
  waiting = [...waiting, { words, undo }]
  for (const listener of listeners) listener()
}

/** For the component that shows them. */
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
