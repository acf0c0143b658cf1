interface Face {
  hasGlyphForCodePoint(codePoint: number): boolean
}
interface Fonts {
  font(name: string): { _font: { font: Face } }
}

/** Writes words at a place, each letter in the first of the fonts that has it. */
export type Runs = (words: string, size: number, options: PDFKit.Mixins.TextOptions, x?: number, y?: number) => void

/**
 * Fonts come in parts, by script: a name can need two of them. A letter that none of them has becomes a question mark,
 * which says that something is missing, where an empty box would not be read aloud.
 */
export const inRuns = (document: PDFKit.PDFDocument, names: readonly string[]): Runs => {
  const faces = names.map((name) => ({ name, face: (document as unknown as Fonts).font(name)._font.font }))
  const nameFor = (letter: string) =>
    faces.find(({ face }) => letter === '\n' || face.hasGlyphForCodePoint(letter.codePointAt(0) ?? 0))?.name
  return (words, size, options, x, y) => {
    const runs: { name: string; text: string }[] = []
    for (const letter of words.normalize('NFC')) {
      const name = nameFor(letter)
      const last = runs.at(-1)
      const [text, font] = [name === undefined ? '?' : letter, name ?? (names[0] as string)]
      if (last?.name === font) last.text += text
      else runs.push({ name: font, text })
    }
    for (const [at, { name, text }] of runs.entries()) {
      document.font(name, size)
      const more = { ...options, continued: at < runs.length - 1 }
      if (at === 0 && x !== undefined) document.text(text, x, y, more)
      else document.text(text, more)
    }
  }
}
