/**
 * The effects of single keys outside text fields. A page registers functions for the effects that it supports
 * (`useKeyActs`).
 */
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
  /** The keys to press, in order; `+` joins keys that are pressed together. */
  keys: readonly string[]
  /**
   * The effect of the shortcut; its label is `keys.do.<does>`. This list names 'find', 'leave' and 'open' only for the
   * help dialog, because other code handles their keys.
   */
  does: KeyAct | 'find' | 'leave' | 'open'
  /** Whether the effect is repeated while the key is held. */
  repeats?: true
}

/**
 * All keyboard shortcuts, for both the key handler and the help dialog. The letters after `g` are declared with the
 * pages that they open (`Place.letter`).
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
/** Milliseconds within which the letter of a page must follow. */
export const chordWithin = 1500

const entries: readonly KeyEntry[] = Object.values(keyGroups).flat()
const isHeard = (does: KeyEntry['does']): does is KeyAct => does !== 'find' && does !== 'leave' && does !== 'open'

/** Returns the effects of this key. A key may have two effects, but no page supports both. */
export const actsOf = (key: string): { act: KeyAct; repeats: boolean }[] =>
  entries.flatMap(({ keys, does, repeats = false }) =>
    keys[0] === key && isHeard(does) ? [{ act: does, repeats }] : [],
  )

/**
 * Returns the key as labelled on the keyboard: independent of Caps Lock, and on keyboards with other letters (Thai,
 * Khmer, Cyrillic) the Latin letter at the same position.
 */
export const keyOf = ({ key, code, shiftKey }: Pick<KeyboardEvent, 'key' | 'code' | 'shiftKey'>): string => {
  const known = /^[\x20-\x7e]$/.test(key) || !code.startsWith('Key') ? key : code.slice(3)
  return shiftKey ? known : known.toLowerCase()
}
