import PDFDocument from 'pdfkit'

interface Paper {
  title: string
  lang: string
  margin: number
  /** The creation time stated in the document's metadata; by default now. */
  madeAt?: Date
  /** Whether finished pages stay in memory, so that they can be numbered at the end. */
  bufferPages?: boolean
}

/**
 * Opens an A4 document that is tagged for screen readers. Its metadata name no author and no program. `done` resolves
 * with the bytes after the document was ended.
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

/** Draws a part of the document under a structure tag for screen readers. */
export const tagged = (document: PDFKit.PDFDocument, tag: 'H1' | 'H2' | 'P', draw: () => void): void => {
  const element = document.struct(tag, {}, draw)
  document.addStructure(element)
  element.end()
}
