import bidiFactory from 'bidi-js'
import { type FontFor, fontsOf, type Weight } from './pdf-fonts.ts'

const bidi = bidiFactory()

interface Run {
  text: string
  font: string
  /** The level of the Unicode bidirectional algorithm; runs with an odd level go from right to left. */
  level: number
}

interface Look {
  size: number
  weight: Weight
  /** The width of the text in points; by default up to the right margin. */
  width?: number
  gap?: number
}

export interface Writer {
  /** Writes text at the given position, or below the previous text. */
  (words: string, look: Look, at?: { x: number; y: number }): void
  /** Returns the letters of this text that no available font has, each once. */
  lacks(words: string): string[]
}

/**
 * Returns a writer for text of any script: each letter is written in a font that has it, lines are broken by the rules
 * of the script (Thai, Khmer and Chinese have no spaces), and right-to-left text is set in its direction within each
 * line. A letter that no font has becomes a question mark, because a screen reader would skip an empty box.
 */
export const writerOf = (document: PDFKit.PDFDocument, first: Parameters<typeof fontsOf>[1]): Writer => {
  const fontFor = fontsOf(document, first)
  const widthOf = ({ text, font, level }: Run, size: number) =>
    document.font(font, size).widthOfString(text, featuresFor(level))
  const write = (words: string, { size, weight, width, gap = 1.5 }: Look, at?: { x: number; y: number }) => {
    const left = at?.x ?? document.page.margins.left
    const room = width ?? document.page.width - left - document.page.margins.right
    if (at) document.y = at.y
    for (const paragraph of words.normalize('NFC').split('\n')) {
      const { levels, paragraphs } = bidi.getEmbeddingLevels(paragraph)
      const isRtl = (paragraphs[0]?.level ?? 0) % 2 === 1
      const measure = (from: number, to: number) =>
        runsIn(paragraph, { from, to, levels, weight }, fontFor).reduce((sum, run) => sum + widthOf(run, size), 0)
      for (const { from, to } of linesOf(paragraph, room, measure)) {
        document.font(fontFor('x', weight) ?? 'Helvetica', size)
        const height = document.currentLineHeight(true) + gap
        if (!at && document.y + height > document.page.height - document.page.margins.bottom) document.addPage()
        const { y } = document
        const runs = inOrder(runsIn(paragraph.slice(0, to).trimEnd(), { from, to, levels, weight }, fontFor))
        const length = runs.reduce((sum, run) => sum + widthOf(run, size), 0)
        let x = isRtl ? left + room - length : left
        for (const run of runs) {
          document.font(run.font, size).text(run.text, x, y, { lineBreak: false, ...featuresFor(run.level) })
          x += widthOf(run, size)
        }
        document.y = y + height
      }
    }
    document.x = document.page.margins.left
  }
  const lacks = (words: string) => [
    ...new Set([...words.normalize('NFC')].filter((letter) => !follows(letter) && !fontFor(letter, 'plain'))),
  ]
  return Object.assign(write, { lacks })
}

/** Whether a character uses the font of the letter before it, as marks and invisible characters do. */
const follows = (letter: string) => /[\p{M}\p{Cf}\s]/u.test(letter)

/**
 * Returns the list of font features for a run. A list, even an empty one, makes the library shape the run as a whole,
 * so that right-to-left words keep their order.
 */
const featuresFor = (level: number): { features?: [] } => (level % 2 === 1 ? { features: [] } : {})

interface Piece {
  from: number
  to: number
  levels: Uint8Array
  weight: Weight
}

/**
 * Splits a text into runs of consecutive letters with the same font and direction. A mark belongs to the letter before
 * it.
 */
const runsIn = (text: string, { from, to, levels, weight }: Piece, fontFor: FontFor): Run[] => {
  const runs: Run[] = []
  let at = from
  for (const letter of text.slice(from, to)) {
    const level = levels[at] ?? 0
    at += letter.length
    const last = runs.at(-1)
    const own = follows(letter) && last ? last.font : fontFor(letter, weight)
    const [written, font] = own === undefined ? ['?', fontFor('?', weight) ?? 'Helvetica'] : [letter, own]
    if (last?.font === font && last.level === level) last.text += written
    else runs.push({ text: written, font, level })
  }
  return runs
}

/** Returns the runs in visual order from left to right (UAX #9, L2). */
const inOrder = (runs: Run[]): Run[] => {
  const highest = Math.max(0, ...runs.map(({ level }) => level))
  let order = runs
  for (let level = highest; level > 0; level -= 1) {
    const next: Run[] = []
    let turned: Run[] = []
    for (const run of order) {
      if (run.level >= level) turned.unshift(run)
      else {
        next.push(...turned, run)
        turned = []
      }
    }
    order = [...next, ...turned]
  }
  return order
}

const words = new Intl.Segmenter('en', { granularity: 'word' })
const letters = new Intl.Segmenter('en', { granularity: 'grapheme' })

/** Returns start and end of each line. A word that is longer than a line is broken inside the word. */
const linesOf = (text: string, room: number, measure: (from: number, to: number) => number) => {
  const lines: { from: number; to: number }[] = []
  let from = 0
  let end = 0
  const take = (to: number) => {
    if (measure(from, to) <= room || end === from) {
      end = to
      return
    }
    lines.push({ from, to: end })
    from = end
    end = to
  }
  for (const piece of breakable(text)) {
    if (measure(piece.from, piece.to) <= room) take(piece.to)
    else
      for (const { index, segment } of letters.segment(text.slice(piece.from, piece.to)))
        take(piece.from + index + segment.length)
  }
  if (end > from || lines.length === 0) lines.push({ from, to: end })
  return lines
}

/** Splits a text into pieces within which no line may be broken: a word with the spaces and marks after it. */
const breakable = (text: string): { from: number; to: number }[] => {
  const pieces: { from: number; to: number }[] = []
  for (const { index, segment, isWordLike } of words.segment(text)) {
    const last = pieces.at(-1)
    const opens = /^[\p{Ps}\p{Pi}]/u.test(segment)
    const before = text[index - 1] ?? ' '
    // True for punctuation directly after a word, which never begins a line.
    const clings = !isWordLike && !opens && !/\s/u.test(before)
    const isSpace = /^\s+$/u.test(segment)
    const opened = last && /[\p{Ps}\p{Pi}]$/u.test(text.slice(last.from, last.to))
    if (last && (isSpace || clings || opened)) last.to = index + segment.length
    else pieces.push({ from: index, to: index + segment.length })
  }
  return pieces
}
