import type { Sheet, SheetItem } from '@palermo/shared/forms/sheet.ts'
import { openPdf, tagged } from '../pdf.ts'
import { ofPaper, type Weight } from '../pdf-fonts.ts'
import { type Writer, writerOf } from '../pdf-lines.ts'

const margin = 54
const ink = '#111111'
const quiet = '#555555'

interface Said {
  /** Returns the text of the page number. */
  page: (at: number, of: number) => string
  /** Returns the message that names the characters that could not be printed. */
  lacks: (letters: string[]) => string
}

/** Draws a sheet as PDF with embedded fonts. Characters that no font has are listed at the top of the sheet. */
export const sheetPdf = (sheet: Sheet, lang: string, t: Said): Promise<Buffer> => {
  const { document, done } = openPdf({ title: sheet.title, lang, margin, bufferPages: true })
  const words = writerOf(document, ofPaper)
  const write: Write = (tag, weight, size, colour, text, place) =>
    tagged(document, tag, () => {
      document.fillColor(colour)
      words(text, { size, weight, ...(place?.width === undefined ? {} : { width: place.width }) }, place)
    })
  write('H1', 'strong', 17, ink, sheet.title)
  for (const line of sheet.lead) write('P', 'plain', 9.5, quiet, line)
  const missing = words.lacks(wordsOf(sheet).join(' '))
  if (missing.length > 0) write('P', 'strong', 9.5, ink, t.lacks(missing))
  for (const section of sheet.sections) {
    keepTogether(document, 50 + 12 * section.notes.length + (section.items[0] ? roomFor(section.items[0]) : 0))
    document.moveDown(0.9)
    write('H2', 'strong', 12, ink, section.title)
    for (const note of section.notes) write('P', 'plain', 9, quiet, note)
    for (const item of section.items) drawItem(document, write, item)
  }
  document.moveDown(1.2)
  for (const line of sheet.foot) write('P', 'plain', 8.5, quiet, line)
  numberPages(document, words, t.page)
  document.end()
  return done
}

const wordsOf = ({ title, lead, sections, foot }: Sheet): string[] => [
  title,
  ...lead,
  ...sections.flatMap(({ title, notes, items }) => [title, ...notes, ...items.flatMap(itemWords)]),
  ...foot,
]
const itemWords = ({ label, notes = [], answer = '', ticks = [] }: SheetItem) => [label, ...notes, answer, ...ticks]

type Write = (
  tag: 'H1' | 'H2' | 'P',
  weight: Weight,
  size: number,
  colour: string,
  text: string,
  place?: { x: number; y: number; width?: number },
) => void

/** Starts a new page if less than `points` are left, so that a heading never stands alone at the foot of a page. */
const keepTogether = (document: PDFKit.PDFDocument, points: number) => {
  if (document.y + points > document.page.height - margin) document.addPage()
}

const lineRoom = 22

/** Returns the minimum height of an item in points: its text, check boxes and writing lines. */
const roomFor = ({ notes = [], ticks = [], lines = 0 }: SheetItem) =>
  36 + 11 * notes.length + 14 * Math.ceil(ticks.length / columnsFor(ticks)) + lineRoom * lines

const drawItem = (document: PDFKit.PDFDocument, write: Write, item: SheetItem) => {
  const { label, notes = [], answer, ticks = [], lines = 0 } = item
  keepTogether(document, roomFor(item))
  document.moveDown(0.45)
  write('P', 'strong', 9.5, ink, label)
  for (const note of notes) write('P', 'plain', 8.5, quiet, note)
  if (answer !== undefined) write('P', 'plain', 10, ink, answer)
  drawTicks(document, write, ticks)
  for (let line = 0; line < lines; line += 1) {
    const y = document.y + lineRoom - 2
    document
      .moveTo(margin, y)
      .lineTo(document.page.width - margin, y)
      .lineWidth(0.5)
      .strokeColor('#999999')
      .stroke()
    document.y = y + 2
  }
}

/**
 * Returns the number of columns of check boxes: as many as the length of the texts allows. With columns, readers do not
 * take a check box for that of the neighbouring text.
 */
const columnsFor = (ticks: readonly string[]) => {
  const longest = Math.max(0, ...ticks.map((tick) => tick.length))
  return [5, 4, 3, 2].find((columns) => longest <= 84 / columns - 5) ?? 1
}

const boxWidth = 15

const drawTicks = (document: PDFKit.PDFDocument, write: Write, ticks: readonly string[]) => {
  const columns = columnsFor(ticks)
  const width = (document.page.width - 2 * margin) / columns
  for (let first = 0; first < ticks.length; first += columns) {
    keepTogether(document, 30)
    const { y } = document
    const ends = ticks.slice(first, first + columns).map((tick, at) => {
      const x = margin + at * width
      write('P', 'plain', 10, ink, '☐', { x, y })
      write('P', 'plain', 10, ink, tick, { x: x + boxWidth, y, width: width - boxWidth - 6 })
      return document.y
    })
    document.y = Math.max(...ends)
  }
}

const numberPages = (document: PDFKit.PDFDocument, words: Writer, page: (at: number, of: number) => string) => {
  const { start, count } = document.bufferedPageRange()
  for (let at = 0; at < count; at += 1) {
    document.switchToPage(start + at)
    // With a margin of zero, text below the margin does not begin a new page.
    document.page.margins.bottom = 0
    document.fillColor(quiet)
    words(page(at + 1, count), { size: 8, weight: 'plain' }, { x: margin, y: document.page.height - 36 })
  }
}
