import { Refused } from '../verdict.ts'

/**
 * The operators that are written: those of ISO 32000-2, annex A, without those that mark positions, and without those
 * of compatibility sections, in which unknown operators are allowed.
 */
const operators = new Set(
  `b B b* B* BDC BMC BT c cm CS cs d d0 d1 Do EMC ET f F f* G g gs h i j J K k l m M n q Q re RG rg ri s S SC sc SCN scn sh
  T* Tc Td TD Tf Tj TJ TL Tm Tr Ts Tw Tz v w W W* y ' "`.split(/\s+/),
)
const inlineKeys = new Set(
  `BPC BitsPerComponent CS ColorSpace D Decode DP DecodeParms F Filter H Height IM ImageMask I Interpolate W Width Intent L Length`.split(
    ' ',
  ),
)

const isSpace = (byte: number | undefined) =>
  byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09 || byte === 0x0c || byte === 0
const isDelimiter = (byte: number | undefined) =>
  byte !== undefined &&
  (byte === 0x28 ||
    byte === 0x29 ||
    byte === 0x3c ||
    byte === 0x3e ||
    byte === 0x5b ||
    byte === 0x5d ||
    byte === 0x7b ||
    byte === 0x7d ||
    byte === 0x2f ||
    byte === 0x25)
const isRegular = (byte: number | undefined) => byte !== undefined && !isSpace(byte) && !isDelimiter(byte)
const isNumeric = (byte: number | undefined) =>
  byte !== undefined && ((byte >= 0x30 && byte <= 0x39) || byte === 0x2b || byte === 0x2d || byte === 0x2e)

const [open, close, less, greater, slash, percent, backslash] = [0x28, 0x29, 0x3c, 0x3e, 0x2f, 0x25, 0x5c]
const mostOperands = 1_000_000

/**
 * Rewrites the drawing instructions of a page: writes known operators with their operands, and leaves out comments,
 * unknown operators and the properties of marked content.
 */
export const rewriteContent = (source: Uint8Array): Uint8Array => new ContentWriter(source).write()

class ContentWriter {
  readonly #source: Buffer
  readonly #result: Buffer
  #length = 0
  /** The start and end positions of the operands that precede the next operator. */
  #operands: number[] = []

  constructor(source: Uint8Array) {
    this.#source = Buffer.from(source.buffer, source.byteOffset, source.byteLength)
    // Three times the length is enough: each token is followed by one space, and `BDC`, of three letters, is the
    // shortest token whose replacement is longer than the token.
    this.#result = Buffer.allocUnsafe(source.length * 3 + 64)
  }

  write(): Uint8Array {
    for (let at = 0; at < this.#source.length; ) at = this.#token(at)
    return this.#result.subarray(0, this.#length)
  }

  #token(at: number): number {
    const byte = this.#source[at]
    if (isSpace(byte)) return at + 1
    if (byte === percent) return this.#lineEnd(at)
    const end = this.#tokenEnd(at)
    if (isNumeric(byte) || isDelimiter(byte)) {
      if (this.#operands.length > mostOperands) throw new Refused('too-much-inside')
      if (this.#isOperand(at, end)) this.#operands.push(at, end)
      return end
    }
    const word = this.#source.toString('latin1', at, end)
    if (word === 'true' || word === 'false' || word === 'null') {
      this.#operands.push(at, end)
      return end
    }
    const next = word === 'BI' ? this.#inlineImage(end) : end
    if (operators.has(word)) this.#operator(word, at, end)
    this.#operands = []
    return next
  }

  /** Whether a number consists only of digits, sign and point, and a hexadecimal string only of hexadecimal digits. */
  #isOperand(at: number, end: number): boolean {
    const first = this.#source[at]
    if (isNumeric(first)) return this.#source.subarray(at, end).every(isNumeric)
    if (first !== less || end === at + 2) return first !== close && first !== 0x7b && first !== 0x7d
    return /^<[0-9A-Fa-f\s\0]*>$/.test(this.#source.toString('latin1', at, end))
  }

  #operator(word: string, at: number, end: number) {
    if (word !== 'BDC') {
      for (let i = 0; i < this.#operands.length; i += 2) this.#copy(this.#operands[i] ?? 0, this.#operands[i + 1] ?? 0)
      this.#copy(at, end, 0x0a)
      return
    }
    // The name of a layer is kept, because it refers to a resource; other properties of marked content are invisible.
    const [tagAt = 0, tagEnd = 0, namedAt = 0, namedEnd = 0, more] = this.#operands
    const tag = this.#source[tagAt] === slash ? this.#source.toString('latin1', tagAt, tagEnd) : '/Span'
    const isLayer = tag === '/OC' && this.#source[namedAt] === slash && more === undefined
    this.#put(isLayer ? `/OC ${this.#source.toString('latin1', namedAt, namedEnd)} BDC\n` : '/Span BMC\n')
  }

  #copy(at: number, end: number, after = 0x20) {
    this.#length += this.#source.copy(this.#result, this.#length, at, end)
    this.#result[this.#length++] = after
  }

  #put(text: string) {
    this.#length += this.#result.write(text, this.#length, 'latin1')
  }

  #lineEnd(at: number): number {
    let end = at
    while (end < this.#source.length && this.#source[end] !== 0x0a && this.#source[end] !== 0x0d) end += 1
    return end
  }

  #tokenEnd(at: number): number {
    const source = this.#source
    const byte = source[at]
    if (byte === open) return this.#stringEnd(at)
    if (byte === less && source[at + 1] === less) return at + 2
    if (byte === greater && source[at + 1] === greater) return at + 2
    if (byte === less) {
      const end = source.indexOf(greater, at)
      return end < 0 ? source.length : end + 1
    }
    let end = at + 1
    if (byte !== slash && isDelimiter(byte)) return end
    while (isRegular(source[end])) end += 1
    return end
  }

  #stringEnd(at: number): number {
    let depth = 0
    for (let i = at; i < this.#source.length; i++) {
      const byte = this.#source[i]
      if (byte === backslash) i += 1
      else if (byte === open) depth += 1
      else if (byte === close && --depth === 0) return i + 1
    }
    throw new Refused('broken')
  }

  /** Copies an inline image (ISO 32000-2, 8.9.7). @returns the position after the image */
  #inlineImage(from: number): number {
    const tokens: [start: number, end: number][] = []
    let at = from
    for (;;) {
      while (isSpace(this.#source[at])) at += 1
      if (at >= this.#source.length || tokens.length > 500) throw new Refused('broken')
      const end = this.#tokenEnd(at)
      if (this.#source.toString('latin1', at, end) === 'ID') break
      tokens.push([at, end])
      at = end
    }
    const start = at + 3
    const end = this.#imageEnd(start)
    this.#put('BI ')
    for (const [one, until] of this.#pairs(tokens)) this.#copy(one, until)
    this.#put('ID ')
    this.#copy(start, end, 0x0a)
    this.#put('EI\n')
    let after = end
    while (isSpace(this.#source[after])) after += 1
    return after + 2
  }

  /** Returns the known keys of an inline image, each with its value. */
  #pairs(tokens: readonly [number, number][]): [number, number][] {
    const kept: [number, number][] = []
    for (let i = 0; i < tokens.length; ) {
      const [at, end] = tokens[i] ?? [0, 0]
      const key = this.#source.toString('latin1', at + 1, end)
      let depth = 0
      let last = i + 1
      for (; last < tokens.length; last++) {
        const [one = 0, until = 0] = tokens[last] ?? []
        const text = until - one <= 2 ? this.#source.toString('latin1', one, until) : ''
        if (text === '[' || text === '<<') depth += 1
        else if (text === ']' || text === '>>') depth -= 1
        if (depth === 0) break
      }
      if (inlineKeys.has(key)) kept.push(...tokens.slice(i, last + 1))
      i = last + 1
    }
    return kept
  }

  /** Returns the position of the first `EI` that stands alone and is followed by further instructions or the end. */
  #imageEnd(start: number): number {
    const source = this.#source
    for (let at = source.indexOf('EI', start, 'latin1'); at >= 0; at = source.indexOf('EI', at + 1, 'latin1')) {
      const alone = (at === start || isSpace(source[at - 1])) && (at + 2 >= source.length || isSpace(source[at + 2]))
      if (alone && source.subarray(at + 2, at + 12).every((byte) => isSpace(byte) || (byte >= 0x20 && byte < 0x7f)))
        return Math.max(start, at - 1)
    }
    throw new Refused('broken')
  }
}
