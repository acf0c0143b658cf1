const quote = 34
const backslash = 92

/** The next quote that is not escaped. */
const endOfString = (text: string, from: number): number => {
  for (let at = from; ; at += 1) {
    const code = text.charCodeAt(at)
    if (code === backslash) at += 1
    else if (code === quote) return at
  }
}

interface Level {
  /** Keys that this object has named; of a list there are none. */
  keys: Set<string> | undefined
  /** Where in it one stands: the last key, or the number of the item. */
  place: string | number
}

const pointerTo = (levels: readonly Level[]): string =>
  levels.map(({ place }) => `/${String(place).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('')

/**
 * JSON Pointers (RFC 6901) to every name that an object of this text gives more than once: parsers differ in which of
 * the values they believe (RFC 8259, section 4), and nobody who sends two means one. The text must be valid JSON.
 * Without recursion, however deep it nests.
 */
export const repeatedKeys = (text: string): string[] => {
  const found: string[] = []
  const levels: Level[] = []
  let mayBeKey = false
  for (let at = 0; at < text.length; at += 1) {
    const level = levels.at(-1)
    switch (text[at]) {
      case '{':
        levels.push({ keys: new Set(), place: '' })
        mayBeKey = true
        break
      case '[':
        levels.push({ keys: undefined, place: 0 })
        break
      case '}':
      case ']':
        levels.pop()
        mayBeKey = false
        break
      case ',':
        if (level && typeof level.place === 'number') level.place += 1
        mayBeKey = level?.keys !== undefined
        break
      case '"': {
        const end = endOfString(text, at + 1)
        if (mayBeKey && level?.keys) {
          const key = JSON.parse(text.slice(at, end + 1)) as string
          level.place = key
          if (level.keys.has(key)) found.push(pointerTo(levels))
          level.keys.add(key)
          mayBeKey = false
        }
        at = end
      }
    }
  }
  return found
}
