import type { FileChange } from '@palermo/shared/documents/files.ts'
import { isPlainFormula, isReference } from './formulas.ts'
import type { Prefix } from './namespaces.ts'
import type { Surroundings } from './surroundings.ts'

/**
 * Returns the name under which an element is written. Elements of SpreadsheetML get no prefix, because some programs
 * cannot read them otherwise.
 */
export const declared = (prefix: Prefix | '', local: string): string =>
  prefix === '' || prefix === 'x' ? local : `${prefix}:${local}`

/** Wrappers for data binding and content controls. The wrappers are removed and their text is kept. */
export const unwrapped: ReadonlySet<string> = new Set([
  ...['w:sdt', 'w:sdtContent', 'w:smartTag', 'w:customXml', 'w:customXmlInsRangeStart', 'w:customXmlDelRangeStart'],
])

/** Elements that are written under another name. An embedded object becomes its preview picture. */
export const renamed: Readonly<Record<string, string>> = { 'w:object': 'pict' }

/** Elements that are always removed, with the changes that are reported to the sender. */
export const notedChanges: Readonly<Record<string, readonly FileChange[]>> = {
  'o:OLEObject': ['files-removed'],
  'w:altChunk': ['files-removed'],
  'w:subDoc': ['files-removed'],
  'w:control': ['active-removed'],
  'w:attachedTemplate': ['active-removed'],
  'w:mailMerge': ['active-removed'],
  'x:oleObjects': ['files-removed'],
  'x:controls': ['active-removed'],
  'x:f': ['values-only'],
}

/**
 * Elements whose text is checked as a whole. The function returns the text to write, or undefined to remove the
 * element.
 */
export const captured: Readonly<
  Record<string, (text: string, opening: string, around: Surroundings) => string | undefined>
> = {
  'x:formula': (text, _, { changes }) => {
    if (isPlainFormula(text)) return text
    changes.add('parts-removed')
    return 'FALSE'
  },
  'x:definedName': (text, opening) =>
    / name="_xlnm\.(?:Print_Area|Print_Titles|_FilterDatabase)"/.test(opening) && isReference(text) ? text : undefined,
  'x:author': (text, _, { authors }) => authors.nameFor(text),
  'c:f': (text) => (isReference(text) ? text : ''),
}
