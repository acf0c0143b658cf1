const quote = 34
const backslash = 92

/**
 * Limits of the structure of a body. Together with its length they bound the cost of reading and validating the body.
 */
export const structureLimits = { depth: 64, parts: 20_000, repeated: 20, pointerLength: 200 } as const

export interface JsonStructure {
  /**
   * JSON Pointers (RFC 6901) to the names that an object contains more than once: the first few pointers, each cut to a
   * bounded length.
   */
  repeated: string[]
  /**
   * `tooDeep`: whether the text is nested deeper than `structureLimits` allows. `tooMany`: whether it has more names
   * and list items than allowed.
   */
  tooDeep: boolean
  tooMany: boolean
}

interface Level {
  /** The keys read so far in this object; undefined for a list. */
  keys: Set<string> | undefined
  /** The key or list index that is being read. */
  place: string | number
}

/**
 * Reads the structure of a valid JSON text. Parsers differ in which value of a repeated name they use (RFC 8259,
 * section 4), so that a text with a repeated name is ambiguous. Stops at the first limit that the text exceeds. The
 * function is not recursive, so that deep nesting cannot overflow the stack.
 */
export const structureOf = (text: string, limits: typeof structureLimits = structureLimits): JsonStructure => {
  const found: JsonStructure = { repeated: [], tooDeep: false, tooMany: false }
  const levels: Level[] = []
  let mayBeKey = false
  let parts = 0
  for (let at = 0; at < text.length; at += 1) {
    const level = levels.at(-1)
    switch (text[at]) {
      case '{':
      case '[':
        if (levels.length >= limits.depth) return { ...found, tooDeep: true }
        mayBeKey = text[at] === '{'
        levels.push(mayBeKey ? { keys: new Set(), place: '' } : { keys: undefined, place: 0 })
        break
      case '}':
      case ']':
        levels.pop()
        mayBeKey = false
        break
      case ',':
        parts += 1
        if (parts > limits.parts) return { ...found, tooMany: true }
        if (level && typeof level.place === 'number') level.place += 1
        mayBeKey = level?.keys !== undefined
        break
      case '"': {
        const end = endOfString(text, at + 1)
        if (mayBeKey && level?.keys) {
          const key = JSON.parse(text.slice(at, end + 1)) as string
          level.place = key
          if (level.keys.has(key)) found.repeated.push(pointerTo(levels, limits.pointerLength))
          if (found.repeated.length === limits.repeated) return found
          level.keys.add(key)
          mayBeKey = false
        }
        at = end
      }
    }
  }
  return found
}

/** Returns the position of the next unescaped quote. */
const endOfString = (text: string, from: number): number => {
  for (let at = from; ; at += 1) {
    const code = text.charCodeAt(at)
    if (code === backslash) at += 1
    else if (code === quote) return at
  }
}

const pointerTo = (levels: readonly Level[], longest: number): string => {
  let pointer = ''
  for (const { place } of levels) {
    pointer += `/${String(place).slice(0, longest).replaceAll('~', '~0').replaceAll('/', '~1')}`
    if (pointer.length > longest) return `${pointer.slice(0, longest)}…`
  }
  return pointer
}
