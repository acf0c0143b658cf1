import {
  EncryptedPDFError,
  PDFDict,
  PDFDocument,
  PDFHexString,
  PDFName,
  PDFRef,
  PDFStream,
  PDFString,
} from '@cantoo/pdf-lib'
import { type Inspected, Refused } from '../verdict.ts'
import { namedPlaces } from './destinations.ts'
import { layersOf } from './layers.ts'
import { outlinesOf } from './outlines.ts'
import { pagesOf, writePage } from './pages.ts'
import { type Copying, resolved, text } from './shapes.ts'

/**
 * Rebuilds a PDF from its known content: its pages with their drawing instructions, links inside the document and to
 * https, its table of contents and its layers. References are resolved through updates and compressed object streams;
 * unreferenced objects are left out.
 * @throws Refused
 */
export const rebuildPdf = async (bytes: Uint8Array): Promise<Inspected> => {
  const head = Buffer.from(bytes.subarray(0, 5)).toString('latin1')
  const tail = Buffer.from(bytes.subarray(-2048)).toString('latin1')
  if (head !== '%PDF-' || !tail.includes('%%EOF')) throw new Refused('broken')
  const document = await load(bytes)
  drawFields(document)
  const built = await PDFDocument.create({ updateMetadata: false })
  const copying: Copying = {
    source: document.context,
    target: built.context,
    changes: new Set(),
    copied: new Map(),
    count: 0,
    depth: 0,
  }
  const catalog = document.catalog
  noteCatalog(document, copying)
  const pages = pagesOf(catalog, copying)
  const refs = pages.map(() => built.context.nextRef())
  const places = {
    pages: new Map(pages.flatMap(({ tag }, at) => (refs[at] && tag !== '' ? [[tag, refs[at]] as const] : []))),
    named: namedPlaces(catalog, copying),
  }
  const Parent = built.catalog.get(PDFName.of('Pages'))
  if (!(Parent instanceof PDFRef)) throw new Refused('not-understood')
  for (const [at, page] of pages.entries()) {
    const ref = refs[at]
    if (ref) built.context.assign(ref, writePage(page, Parent, places, copying))
  }
  built.context.assign(Parent, built.context.obj({ Type: 'Pages', Kids: refs, Count: refs.length }))
  const kept = {
    Outlines: outlinesOf(catalog, places, copying),
    OCProperties: layersOf(catalog, copying),
    Lang: text(catalog.get(PDFName.of('Lang')), copying),
  }
  for (const [key, value] of Object.entries(kept)) if (value) built.catalog.set(PDFName.of(key), value)
  delete built.context.trailerInfo.Info
  const written = await built.save({ addDefaultPage: false, updateFieldAppearances: false })
  return { bytes: written, pages: pages.length, changes: [...copying.changes] }
}

const load = async (bytes: Uint8Array) => {
  try {
    const document = await PDFDocument.load(bytes, {
      updateMetadata: false,
      throwOnInvalidObject: true,
      preserveXFA: true,
    })
    // Resolves the root object, which throws if the file has none, because nothing can be rebuilt without it.
    document.catalog.toString()
    return document
  } catch (cause) {
    // Most encrypted files cannot even be parsed, so any error in a file with an `/Encrypt` entry means encryption.
    const locked = cause instanceof EncryptedPDFError || Buffer.from(bytes).includes('/Encrypt')
    throw new Refused(locked ? 'encrypted' : 'broken', { cause })
  }
}

/**
 * Generates the missing appearances of filled form fields, because such fields would be empty in the copy. Refuses the
 * file if the generation fails.
 */
const drawFields = (document: PDFDocument) => {
  const fields = document.context.lookup(document.catalog.get(PDFName.of('AcroForm')))
  if (!(fields instanceof PDFDict)) return
  try {
    document.getForm().updateFieldAppearances()
  } catch (cause) {
    throw new Refused('cannot-rebuild', { cause })
  }
}

const noteCatalog = (document: PDFDocument, copying: Copying) => {
  const { catalog, context } = document
  const { changes } = copying
  const at = (key: string, dict: PDFDict = catalog) => resolved(dict.get(PDFName.of(key)), copying)
  const opening = at('OpenAction')
  if (opening instanceof PDFDict && at('S', opening) !== PDFName.of('GoTo')) changes.add('active-removed')
  if (catalog.has(PDFName.of('AA'))) changes.add('active-removed')
  const names = at('Names')
  if (names instanceof PDFDict && names.has(PDFName.of('JavaScript'))) changes.add('active-removed')
  if (names instanceof PDFDict && names.has(PDFName.of('EmbeddedFiles'))) changes.add('files-removed')
  if (catalog.has(PDFName.of('Collection')) || catalog.has(PDFName.of('AF'))) changes.add('files-removed')
  const fields = at('AcroForm')
  if (fields instanceof PDFDict && fields.has(PDFName.of('XFA'))) changes.add('active-removed')
  // A dynamic XFA form contains no pages, only a request to open it in another program.
  if (String(at('NeedsRendering')) === 'true') throw new Refused('active')
  const info = context.lookup(context.trailerInfo.Info)
  const said = info instanceof PDFDict && info.values().some((one) => isSaid(resolved(one, copying)))
  if (said || at('Metadata') instanceof PDFStream || catalog.has(PDFName.of('PieceInfo')))
    changes.add('details-removed')
}

const isSaid = (value: unknown) =>
  (value instanceof PDFString || value instanceof PDFHexString) && value.decodeText() !== ''
