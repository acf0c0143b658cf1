import { agrees, type FileType, largestFile } from '@palermo/shared/documents/files.ts'
import { fileTypeFromBuffer } from 'file-type'
import { type Inspected, Refused } from './verdict.ts'

/**
 * Inspects an uploaded file: detects its type by its content, and returns the parts of the file that may be stored.
 * `extension` is that of the file's name in lower case, or empty.
 * @throws Refused
 */
export const inspect = async (bytes: Buffer, extension: string): Promise<{ type: FileType; result: Inspected }> => {
  if (bytes.length === 0) throw new Refused('empty')
  if (bytes.length > largestFile) throw new Refused('too-large')
  const type = await typeOf(bytes, extension)
  if (!agrees(type, extension)) throw new Refused('type-differs')
  return { type, result: await inspections[type](bytes) }
}

/**
 * The inspection for each type. The code of a type is imported only when needed, because every file is inspected in a
 * process of its own.
 */
const inspections: Readonly<Record<FileType, (bytes: Buffer) => Promise<Inspected>>> = {
  jpeg: async (bytes) => (await import('./pictures.ts')).redraw(bytes, 'jpeg'),
  png: async (bytes) => (await import('./pictures.ts')).redraw(bytes, 'png'),
  webp: async (bytes) => (await import('./pictures.ts')).redraw(bytes, 'webp'),
  pdf: async (bytes) => (await import('./pdf/rebuild.ts')).rebuildPdf(bytes),
  docx: async (bytes) => (await import('./office/rebuild.ts')).rebuild(bytes, 'docx'),
  xlsx: async (bytes) => (await import('./office/rebuild.ts')).rebuild(bytes, 'xlsx'),
  text: async (bytes) => (await import('./plain-text.ts')).readText(bytes),
}

const byExtension: Readonly<Record<string, FileType>> = {
  jpg: 'jpeg',
  png: 'png',
  webp: 'webp',
  pdf: 'pdf',
  docx: 'docx',
  xlsx: 'xlsx',
}
/**
 * Types of Office documents that are always refused: documents with macros, and older formats in which macros cannot be
 * detected.
 */
const withMacros = new Set(['docm', 'dotm', 'xlsm', 'xltm', 'pptm', 'cfb'])

const typeOf = async (bytes: Buffer, extension: string): Promise<FileType> => {
  const found = await fileTypeFromBuffer(bytes)
  if (!found && extension === 'txt') return 'text'
  if (found?.ext === 'apng') throw new Refused('moving')
  if (found?.ext === 'heic') throw new Refused('heic')
  if (withMacros.has(extension) || (found && withMacros.has(found.ext))) throw new Refused('active')
  const known = found && byExtension[found.ext]
  if (known) return known
  // The content of some archives is not recognised as a type; such an archive may still be of the type that its
  // extension states.
  if (found?.ext === 'zip' && (extension === 'docx' || extension === 'xlsx')) return extension
  throw new Refused('unknown-type')
}
