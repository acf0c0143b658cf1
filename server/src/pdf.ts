import PDFDocument from 'pdfkit'

interface Paper {
  title: string
  lang: string
  margin: number
  /** What it says of the time it was made; left out: now. */
  madeAt?: Date
  /** Whether finished pages are kept back, to be numbered at the end. */
  bufferPages?: boolean
}

/**
 * An A4 document, tagged so that it can be read aloud. Its metadata names no author and no tool. `done` is all of it, once it
 * is ended.
 */
export const openPdf = ({ title, lang, margin, madeAt, bufferPages = false }: Paper) => {
  const document = new PDFDocument({
    size: 'A4',
    margin,
    lang,
    tagged: true,
    bufferPages,
    displayTitle: true,
    pdfVersion: '1.7',
    info: { Title: title, Producer: 'Palermo', Creator: 'Palermo', ...(madeAt ? { CreationDate: madeAt } : {}) },
  })
  const chunks: Buffer[] = []
  const done = new Promise<Buffer>((resolve, reject) => {
    document.on('data', (chunk: Buffer) => chunks.push(chunk))
    document.on('end', () => resolve(Buffer.concat(chunks)))
    document.on('error', reject)
  })
  return { document, done }
}

/** Draws one part of it, which is read aloud as what it is. */
export const tagged = (document: PDFKit.PDFDocument, tag: 'H1' | 'H2' | 'P', draw: () => void): void => {
  const element = document.struct(tag, {}, draw)
  document.addStructure(element)
  element.end()
}
