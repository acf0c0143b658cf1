import type { Sheet, SheetItem } from '@palermo/shared/forms/sheet.ts'
import { openPdf, tagged } from '../pdf.ts'
import { ofPaper, type Weight } from '../pdf-fonts.ts'
import { type Writer, writerOf } from '../pdf-lines.ts'

const margin = 54
const ink = '#111111'
const quiet = '#555555'

/** A sheet as a document with its fonts in it. `page` says the number of a page. */
export const sheetPdf = (sheet: Sheet, lang: string, page: (at: number, of: number) => string): Promise<Buffer> => {
  const { document, done } = openPdf({ title: sheet.title, lang, margin, bufferPages: true })
  const words = writerOf(document, ofPaper)
  const write: Write = (tag, weight, size, colour, text) =>
    tagged(document, tag, () => {
      document.fillColor(colour)
      words(text, { size, weight })
    })
  write('H1', 'strong', 17, ink, sheet.title)
  for (const line of sheet.lead) write('P', 'plain', 9.5, quiet, line)
  for (const section of sheet.sections) {
    keepTogether(document, 90)
    document.moveDown(0.9)
    write('H2', 'strong', 12, ink, section.title)
    for (const note of section.notes) write('P', 'plain', 9, quiet, note)
    for (const item of section.items) drawItem(document, write, item)
  }
  document.moveDown(1.2)
  for (const line of sheet.foot) write('P', 'plain', 8.5, quiet, line)
  numberPages(document, words, page)
  document.end()
  return done
}

type Write = (tag: 'H1' | 'H2' | 'P', weight: Weight, size: number, colour: string, text: string) => void

/** Starts a new page where less room than this is left, so that a heading never stands alone. */
const keepTogether = (document: PDFKit.PDFDocument, points: number) => {
  if (document.y + points > document.page.height - margin) document.addPage()
}

const drawItem = (document: PDFKit.PDFDocument, write: Write, { label, note, answer, ticks, lines = 0 }: SheetItem) => {
  keepTogether(document, 36 + lines * 22)
  document.moveDown(0.45)
  write('P', 'strong', 9.5, ink, label)
  if (note) write('P', 'plain', 8.5, quiet, note)
  if (answer !== undefined) write('P', 'plain', 10, ink, answer)
  if (ticks) write('P', 'plain', 10, ink, ticks.map((tick) => `☐ ${tick}`).join('     '))
  for (let line = 0; line < lines; line += 1) {
    const y = document.y + 20
    document
      .moveTo(margin, y)
      .lineTo(document.page.width - margin, y)
      .lineWidth(0.5)
      .strokeColor('#999999')
      .stroke()
    document.y = y + 2
  }
}

const numberPages = (document: PDFKit.PDFDocument, words: Writer, page: (at: number, of: number) => string) => {
  const { start, count } = document.bufferedPageRange()
  for (let at = 0; at < count; at += 1) {
    document.switchToPage(start + at)
    // Below the margin, where a line of text would otherwise begin a new page.
    document.page.margins.bottom = 0
    document.fillColor(quiet)
    words(page(at + 1, count), { size: 8, weight: 'plain' }, { x: margin, y: document.page.height - 36 })
  }
}
