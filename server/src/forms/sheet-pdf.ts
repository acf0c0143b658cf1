import { createRequire } from 'node:module'
import type { Sheet, SheetItem } from '@palermo/shared/forms/sheet.ts'
import PDFDocument from 'pdfkit'

const { resolve } = createRequire(import.meta.url)
const fonts = { plain: 'dejavu-fonts-ttf/ttf/DejaVuSans.ttf', strong: 'dejavu-fonts-ttf/ttf/DejaVuSans-Bold.ttf' }

const margin = 54
const ink = '#111111'
const quiet = '#555555'

/**
 * A sheet as an A4 document, tagged so that it can be read aloud, with its fonts in it. `page` says the number of a page.
 * It names nobody who made it, and no tool.
 */
export const sheetPdf = (sheet: Sheet, lang: string, page: (at: number, of: number) => string): Promise<Buffer> => {
  const document = new PDFDocument({
    size: 'A4',
    margin,
    lang,
    tagged: true,
    bufferPages: true,
    displayTitle: true,
    pdfVersion: '1.7',
    info: { Title: sheet.title, Producer: 'Palermo', Creator: 'Palermo' },
  })
  for (const [name, file] of Object.entries(fonts)) document.registerFont(name, resolve(file))
  const done = collected(document)
  write(document, 'H1', 'strong', 17, ink, sheet.title)
  for (const line of sheet.lead) write(document, 'P', 'plain', 9.5, quiet, line)
  for (const section of sheet.sections) {
    keepTogether(document, 90)
    document.moveDown(0.9)
    write(document, 'H2', 'strong', 12, ink, section.title)
    for (const note of section.notes) write(document, 'P', 'plain', 9, quiet, note)
    for (const item of section.items) drawItem(document, item)
  }
  document.moveDown(1.2)
  for (const line of sheet.foot) write(document, 'P', 'plain', 8.5, quiet, line)
  numberPages(document, page)
  document.end()
  return done
}

const collected = (document: PDFKit.PDFDocument): Promise<Buffer> =>
  new Promise((done, failed) => {
    const chunks: Buffer[] = []
    document.on('data', (chunk: Buffer) => chunks.push(chunk))
    document.on('end', () => done(Buffer.concat(chunks)))
    document.on('error', failed)
  })

const write = (
  document: PDFKit.PDFDocument,
  tag: 'H1' | 'H2' | 'P',
  font: keyof typeof fonts,
  size: number,
  colour: string,
  text: string,
) => {
  document.addStructure(
    document.struct(tag, {}, () => {
      document.font(font).fontSize(size).fillColor(colour).text(text, { lineGap: 1.5 })
    }),
  )
}

/** Starts a new page where less room than this is left, so that a heading never stands alone. */
const keepTogether = (document: PDFKit.PDFDocument, points: number) => {
  if (document.y + points > document.page.height - margin) document.addPage()
}

const drawItem = (document: PDFKit.PDFDocument, { label, note, answer, ticks, lines = 0 }: SheetItem) => {
  keepTogether(document, 36 + lines * 22)
  document.moveDown(0.45)
  write(document, 'P', 'strong', 9.5, ink, label)
  if (note) write(document, 'P', 'plain', 8.5, quiet, note)
  if (answer !== undefined) write(document, 'P', 'plain', 10, ink, answer)
  if (ticks) write(document, 'P', 'plain', 10, ink, ticks.map((tick) => `☐ ${tick}`).join('     '))
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

const numberPages = (document: PDFKit.PDFDocument, page: (at: number, of: number) => string) => {
  const { start, count } = document.bufferedPageRange()
  for (let at = 0; at < count; at += 1) {
    document.switchToPage(start + at)
    // Below the margin, where a line of text would otherwise begin a new page.
    document.page.margins.bottom = 0
    document.font('plain').fontSize(8).fillColor(quiet)
    document.text(page(at + 1, count), margin, document.page.height - 36, { lineBreak: false })
  }
}
