/** What a single key does where nothing is typed. A page says which of them it knows (`useKeyActs`). */
export type KeyAct =
  | 'next'
  | 'previous'
  | 'accept'
  | 'decline'
  | 'choose'
  | 'tables'
  | 'earlier'
  | 'now'
  | 'later'
  | 'search'
  | 'help'

interface KeyEntry {
  /** Key presses in order; `+` joins keys held together. */
  keys: readonly string[]
  /** Its words are `keys.do.<does>`. The last three are heard elsewhere, and only listed here. */
  does: KeyAct | 'find' | 'leave' | 'open'
  /** Done again while the key is held. */
  repeats?: true
}

/**
 * Every key of the application, once: what hears them and the sheet that lists them both read this. The letters after
 * `g` stand with the places they lead to (`Place.letter`).
 */
export const keyGroups = {
  anywhere: [
    { keys: ['Ctrl+K'], does: 'find' },
    { keys: ['?'], does: 'help' },
    { keys: ['/'], does: 'search' },
    { keys: ['Esc', 'Esc', 'Esc'], does: 'leave' },
  ],
  list: [
    { keys: ['j'], does: 'next', repeats: true },
    { keys: ['k'], does: 'previous', repeats: true },
    { keys: ['⏎'], does: 'open' },
    { keys: ['a'], does: 'accept' },
    { keys: ['d'], does: 'decline' },
    { keys: ['x'], does: 'choose' },
    { keys: ['t'], does: 'tables' },
  ],
  week: [
    { keys: ['p'], does: 'earlier', repeats: true },
    { keys: ['t'], does: 'now' },
    { keys: ['n'], does: 'later', repeats: true },
  ],
} as const satisfies Record<string, readonly KeyEntry[]>

/** Pressed before the letter of a place. */
export const chordKey = 'g'
/** Milliseconds in which the letter may follow. */
export const chordWithin = 1500

const entries: readonly KeyEntry[] = Object.values(keyGroups).flat()
const isHeard = (does: KeyEntry['does']): does is KeyAct => does !== 'find' && does !== 'leave' && does !== 'open'

/** What this key does, if anything; where it does two things, no page knows both. */
export const actsOf = (key: string): { act: KeyAct; repeats: boolean }[] =>
  entries.flatMap(({ keys, does, repeats = false }) =>
    keys[0] === key && isHeard(does) ? [{ act: does, repeats }] : [],
  )

/**
 * The key as it is written on it: without Caps Lock, and where a keyboard writes other letters (Thai, Khmer, Cyrillic)
 * by its place.
 */
export const keyOf = ({ key, code, shiftKey }: Pick<KeyboardEvent, 'key' | 'code' | 'shiftKey'>): string => {
  const known = /^[\x20-\x7e]$/.test(key) || !code.startsWith('Key') ? key : code.slice(3)
  return shiftKey ? known : known.toLowerCase()
}
