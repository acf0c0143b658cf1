/** What single keys do outside text fields. A page declares which of these effects it handles (`useKeyActs`). */
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
  /**
   * The effect of the shortcut; its label is `keys.do.<does>`. The last three are handled elsewhere and only listed in
   * the help dialog.
   */
  does: KeyAct | 'find' | 'leave' | 'open'
  /** The effect is repeated while the key is held. */
  repeats?: true
}

/**
 * All keyboard shortcuts: the handler and the help dialog both read this list. Letters after `g` are declared with
 * their pages (`Place.letter`).
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

/** The key that is pressed before the letter of a page. */
export const chordKey = 'g'
/** Milliseconds within which the letter must follow. */
export const chordWithin = 1500

const entries: readonly KeyEntry[] = Object.values(keyGroups).flat()
const isHeard = (does: KeyEntry['does']): does is KeyAct => does !== 'find' && does !== 'leave' && does !== 'open'

/** The effects of this key. If a key has two effects, no page handles both. */
export const actsOf = (key: string): { act: KeyAct; repeats: boolean }[] =>
  entries.flatMap(({ keys, does, repeats = false }) =>
    keys[0] === key && isHeard(does) ? [{ act: does, repeats }] : [],
  )

/**
 * The key as labelled on a keyboard: independent of Caps Lock, and by position on keyboards with other letters (Thai,
 * Khmer, Cyrillic).
 */
export const keyOf = ({ key, code, shiftKey }: Pick<KeyboardEvent, 'key' | 'code' | 'shiftKey'>): string => {
  const known = /^[\x20-\x7e]$/.test(key) || !code.startsWith('Key') ? key : code.slice(3)
  return shiftKey ? known : known.toLowerCase()
}
