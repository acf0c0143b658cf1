import {
  EncryptedPDFError,
  PDFArray,
  PDFDict,
  PDFDocument,
  PDFInvalidObject,
  PDFName,
  type PDFObject,
  PDFRawStream,
  PDFRef,
  PDFStream,
} from '@cantoo/pdf-lib'
import type { FileChange } from '@palermo/shared/documents/files.ts'
import { withoutDetails } from './picture-details.ts'
import { type Inspected, Refused } from './verdict.ts'

/**
 * Reads a PDF object by object, refuses it for what it could do when it is opened, and writes it anew from what was read:
 * nothing that the reader did not see is in the result, and neither is who made it, with what and when.
 * @throws Refused
 */
export const rewritePdf = async (bytes: Uint8Array): Promise<Inspected> => {
  const head = Buffer.from(bytes.subarray(0, 5)).toString('latin1')
  const tail = Buffer.from(bytes.subarray(-2048)).toString('latin1')
  if (head !== '%PDF-' || !tail.includes('%%EOF')) throw new Refused('broken')
  const document = await load(bytes)
  const pages = pagesOf(document)
  const changes = new Set<FileChange>(['details-removed'])
  const objects = document.context.enumerateIndirectObjects()
  for (const [, object] of objects) refuseWhatActs(object)
  for (const [ref, object] of objects) {
    if (isMetadata(object)) document.context.delete(ref)
    else if (cleaned(object)) changes.add('signature-removed')
  }
  const { Info } = document.context.trailerInfo
  if (Info instanceof PDFRef) document.context.delete(Info)
  delete document.context.trailerInfo.Info
  const written = await document.save({ addDefaultPage: false, updateFieldAppearances: false })
  return { bytes: written, pages, changes: [...changes] }
}

const load = async (bytes: Uint8Array) => {
  try {
    return await PDFDocument.load(bytes, { updateMetadata: false, throwOnInvalidObject: true, preserveXFA: true })
  } catch (cause) {
    // A locked one is mostly not even readable object by object.
    const locked = cause instanceof EncryptedPDFError || Buffer.from(bytes).includes('/Encrypt')
    throw new Refused(locked ? 'encrypted' : 'broken', { cause })
  }
}

const pagesOf = (document: PDFDocument): number => {
  try {
    const pages = document.getPageCount()
    if (pages > 0) return pages
  } catch (cause) {
    throw new Refused('broken', { cause })
  }
  throw new Refused('broken')
}

/** Keys under which something stands that runs (ISO 32000-2, 12.6 and 12.7), or whole files (7.11.4). */
const acting = new Set(['JS', 'JavaScript', 'XFA', 'RichMediaContent', 'RichMediaSettings'])
const holding = new Set(['EF', 'EmbeddedFiles', 'EmbeddedFile'])
/** What an action does (`S`) and what an annotation or object is (`Subtype`, `Type`). */
const actingNames = new Set([
  'JavaScript',
  'Launch',
  'SubmitForm',
  'ImportData',
  'Rendition',
  'Sound',
  'Movie',
  'RichMedia',
  'RichMediaExecute',
  'GoTo3DView',
  '3D',
])
const holdingNames = new Set(['FileAttachment', 'EmbeddedFile', 'GoToE'])
const reachingNames = new Set(['GoToR', 'Filespec', 'F'])
const naming = ['S', 'Subtype', 'Type']

const refuseWhatActs = (object: PDFObject): void => {
  if (object instanceof PDFInvalidObject) throw new Refused('broken')
  if (object instanceof PDFArray) for (const one of object.asArray()) refuseWhatActs(one)
  // What a stream says of itself; a file that stands elsewhere (7.11.1) must not be fetched.
  if (object instanceof PDFStream && object.dict.has(PDFName.of('F'))) throw new Refused('reaches-out')
  const dict = dictOf(object)
  if (!dict) return
  for (const [key, value] of dict.entries()) {
    const name = key.decodeText()
    if (acting.has(name)) throw new Refused('active')
    if (holding.has(name)) throw new Refused('holds-files')
    if (naming.includes(name) && value instanceof PDFName) refuseName(value.decodeText())
    refuseWhatActs(value)
  }
}

const refuseName = (name: string) => {
  if (actingNames.has(name)) throw new Refused('active')
  if (holdingNames.has(name)) throw new Refused('holds-files')
  if (reachingNames.has(name)) throw new Refused('reaches-out')
}

const dictOf = (object: PDFObject): PDFDict | undefined => {
  if (object instanceof PDFDict) return object
  return object instanceof PDFStream ? object.dict : undefined
}

const isMetadata = (object: PDFObject) => object instanceof PDFStream && nameAt(object.dict, 'Type') === 'Metadata'

const nameAt = (dict: PDFDict, key: string) => {
  const value = dict.get(PDFName.of(key))
  return value instanceof PDFName ? value.decodeText() : undefined
}

/** Who made it, what programmes noted in it, and what would happen on opening it. */
const dropped = ['Metadata', 'PieceInfo', 'LastModified', 'OpenAction', 'AA', 'SigFlags', 'Perms', 'DSS']

/** Takes out of an object, and of what stands in it, what is not kept. @returns whether a signature was among it */
const cleaned = (object: PDFObject): boolean => {
  if (object instanceof PDFArray) return object.asArray().map(cleaned).some(Boolean)
  if (object instanceof PDFRawStream && isJpeg(object.dict)) object.updateContents(withoutDetails(object.contents))
  const dict = dictOf(object)
  if (!dict) return false
  for (const key of dropped) dict.delete(PDFName.of(key))
  const signed = dict.has(PDFName.of('ByteRange'))
  // Written anew, the file is no longer what was signed: better no signature than one that shows as broken.
  if (signed) for (const key of dict.keys()) dict.delete(key)
  if (nameAt(dict, 'FT') === 'Sig') dict.delete(PDFName.of('V'))
  return dict.values().map(cleaned).some(Boolean) || signed
}

const isJpeg = (dict: PDFDict): boolean => {
  const filter = dict.get(PDFName.of('Filter'))
  const only = filter instanceof PDFArray && filter.size() === 1 ? filter.get(0) : filter
  return only instanceof PDFName && only.decodeText() === 'DCTDecode'
}
