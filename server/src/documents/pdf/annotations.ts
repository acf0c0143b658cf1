import { PDFArray, PDFDict, PDFName, PDFNumber, type PDFObject, type PDFRef, PDFStream } from '@cantoo/pdf-lib'
import { numbers } from './colours.ts'
import { nameIn, type Places, pressed } from './destinations.ts'
import { form } from './resources.ts'
import { type Copying, resolved } from './shapes.ts'

/** The appearance of an annotation as it is drawn on the page. */
export interface Drawn {
  appearance: PDFRef
  /** The transformation from the coordinates of the appearance to those of the page. */
  matrix: readonly number[]
}

const at = (dict: PDFDict, key: string, copying: Copying) => resolved(dict.get(PDFName.of(key)), copying)
const files = new Set(['FileAttachment'])
const acting = new Set(['Sound', 'Movie', 'Screen', 'RichMedia', '3D', 'PrinterMark', 'TrapNet'])
const [hidden, noView] = [2, 32]

/**
 * Returns the allowed links among a page's annotations, and the appearances of all other annotations (ISO 32000-2,
 * 12.5).
 */
export const annotationsOf = (
  page: PDFDict,
  places: Places,
  copying: Copying,
): { links: PDFDict[]; drawn: Drawn[] } => {
  const list = at(page, 'Annots', copying)
  const links: PDFDict[] = []
  const drawn: Drawn[] = []
  for (const one of list instanceof PDFArray ? list.asArray() : []) {
    const annotation = resolved(one, copying)
    if (!(annotation instanceof PDFDict)) continue
    const kind = nameIn(at(annotation, 'Subtype', copying)) ?? ''
    if (kind === 'Popup') continue
    note(annotation, kind, copying)
    const link = kind === 'Link' ? linkOf(annotation, places, copying) : undefined
    if (link) links.push(link)
    const shown = drawnOf(annotation, copying)
    if (shown) drawn.push(shown)
  }
  return { links, drawn }
}

const note = (annotation: PDFDict, kind: string, { changes, ...copying }: Copying) => {
  const own = { changes, ...copying }
  if (annotation.has(PDFName.of('AA'))) changes.add('active-removed')
  if (kind === 'Link') return
  if (annotation.has(PDFName.of('A'))) changes.add('active-removed')
  if (files.has(kind)) changes.add('files-removed')
  else if (acting.has(kind)) changes.add('active-removed')
  else if (kind === 'Widget') {
    changes.add('form-drawn')
    if (isSignature(annotation, own)) changes.add('signature-removed')
  } else if (nameIn(at(annotation, 'Contents', own))) changes.add('notes-removed')
}

const isSignature = (widget: PDFDict, copying: Copying): boolean => {
  const parent = at(widget, 'Parent', copying)
  const field = parent instanceof PDFDict && !widget.has(PDFName.of('FT')) ? parent : widget
  return nameIn(at(field, 'FT', copying)) === 'Sig' && field.has(PDFName.of('V'))
}

const linkOf = (annotation: PDFDict, places: Places, copying: Copying): PDFDict | undefined => {
  const leads = pressed(annotation, places, copying)
  if (leads === 'link') copying.changes.add('links-removed')
  if (leads === 'active') copying.changes.add('active-removed')
  const Rect = numbers(annotation.get(PDFName.of('Rect')), copying)
  if (typeof leads !== 'object' || !Rect) return undefined
  const Border = numbers(annotation.get(PDFName.of('Border')), copying) ?? copying.target.obj([0, 0, 0])
  return copying.target.obj({ Type: 'Annot', Subtype: 'Link', Rect, Border, ...leads })
}

/** Returns the appearance of an annotation and its position on the page (ISO 32000-2, 12.5.5, algorithm 8.1). */
const drawnOf = (annotation: PDFDict, copying: Copying): Drawn | undefined => {
  const flags = at(annotation, 'F', copying)
  if (flags instanceof PDFNumber && (flags.asNumber() & (hidden | noView)) !== 0) return undefined
  const shown = appearanceOf(annotation, copying)
  const stream = resolved(shown, copying)
  if (!shown || !(stream instanceof PDFStream)) return undefined
  const rectangle = fourOf(at(annotation, 'Rect', copying), copying)
  const box = fourOf(at(stream.dict, 'BBox', copying), copying)
  const own = listOf(at(stream.dict, 'Matrix', copying), copying)
  const appearance = form(shown, copying)
  if (!rectangle || !box || !appearance || !('tag' in appearance)) return undefined
  const turned = transformed(box, own.length === 6 ? own : [1, 0, 0, 1, 0, 0])
  const across = turned[2] - turned[0]
  const up = turned[3] - turned[1]
  if (across === 0 || up === 0) return undefined
  const [x, y] = [(rectangle[2] - rectangle[0]) / across, (rectangle[3] - rectangle[1]) / up]
  const matrix = [x, 0, 0, y, rectangle[0] - turned[0] * x, rectangle[1] - turned[1] * y]
  return { appearance: appearance as PDFRef, matrix }
}

const appearanceOf = (annotation: PDFDict, copying: Copying): PDFObject | undefined => {
  const all = at(annotation, 'AP', copying)
  const normal = all instanceof PDFDict ? all.get(PDFName.of('N')) : undefined
  const states = resolved(normal, copying)
  if (!(states instanceof PDFDict)) return normal
  return states.get(PDFName.of(nameIn(at(annotation, 'AS', copying)) ?? 'Off'))
}

type Four = [number, number, number, number]

const listOf = (value: PDFObject | undefined, copying: Copying): number[] =>
  value instanceof PDFArray
    ? value.asArray().flatMap((one) => {
        const found = resolved(one, copying)
        return found instanceof PDFNumber ? [found.asNumber()] : []
      })
    : []

const fourOf = (value: PDFObject | undefined, copying: Copying): Four | undefined => {
  const [a, b, c, d, more] = listOf(value, copying)
  if (a === undefined || b === undefined || c === undefined || d === undefined || more !== undefined) return undefined
  return [Math.min(a, c), Math.min(b, d), Math.max(a, c), Math.max(b, d)]
}

const transformed = (
  [left, bottom, right, top]: Four,
  [a = 1, b = 0, c = 0, d = 1, e = 0, f = 0]: readonly number[],
): Four => {
  const corners = [
    [left, bottom],
    [left, top],
    [right, bottom],
    [right, top],
  ].map(([x = 0, y = 0]) => [a * x + c * y + e, b * x + d * y + f] as const)
  const across = corners.map(([x]) => x)
  const up = corners.map(([, y]) => y)
  return [Math.min(...across), Math.min(...up), Math.max(...across), Math.max(...up)]
}
