import { PDFArray, PDFDict, PDFName, type PDFObject, PDFRef, PDFStream } from '@cantoo/pdf-lib'
import { Refused } from '../verdict.ts'
import { annotationsOf, type Drawn } from './annotations.ts'
import { numbers } from './colours.ts'
import { rewriteContent } from './content.ts'
import type { Places } from './destinations.ts'
import { group, resources } from './resources.ts'
import { type Copying, copiedDict, number, resolved } from './shapes.ts'
import { packStream, unpackStream } from './streams.ts'

/** A page of the file with the properties that it inherits from the page tree. */
export interface SourcePage {
  tag: string
  dict: PDFDict
  inherited: ReadonlyMap<string, PDFObject>
}

const inheritable = ['Resources', 'MediaBox', 'CropBox', 'Rotate']
const mostPages = 10_000

/** Returns the pages in their order. @throws Refused if there is no page, or the page tree is circular */
export const pagesOf = (catalog: PDFDict, copying: Copying): SourcePage[] => {
  const pages: SourcePage[] = []
  const seen = new Set<string>()
  const visit = (value: PDFObject | undefined, above: ReadonlyMap<string, PDFObject>, depth: number) => {
    const dict = resolved(value, copying)
    const tag = value instanceof PDFRef ? value.tag : ''
    if (!(dict instanceof PDFDict)) return
    if (seen.has(tag) || depth > 60 || pages.length >= mostPages) throw new Refused('broken')
    if (tag !== '') seen.add(tag)
    const own = inheritable.flatMap((key) => {
      const found = dict.get(PDFName.of(key))
      return found ? [[key, found] as const] : []
    })
    const inherited = new Map([...above, ...own])
    const kids = resolved(dict.get(PDFName.of('Kids')), copying)
    if (kids instanceof PDFArray) for (const kid of kids.asArray()) visit(kid, inherited, depth + 1)
    else pages.push({ tag, dict, inherited })
  }
  visit(catalog.get(PDFName.of('Pages')), new Map(), 0)
  if (pages.length === 0) throw new Refused('broken')
  return pages
}

const boxes = { CropBox: numbers, BleedBox: numbers, TrimBox: numbers, ArtBox: numbers, UserUnit: number, Group: group }

/** Writes a page: its sizes, its drawing instructions, its links, and the appearances of all other annotations. */
export const writePage = (page: SourcePage, Parent: PDFRef, places: Places, copying: Copying): PDFDict => {
  const { dict, inherited } = page
  const written = copiedDict(dict, boxes, copying)
  written.set(PDFName.of('Type'), PDFName.of('Page'))
  written.set(PDFName.of('Parent'), Parent)
  for (const [key, shape] of [
    ['MediaBox', numbers],
    ['CropBox', numbers],
    ['Rotate', number],
  ] as const) {
    const copy = shape(inherited.get(key), copying)
    if (copy) written.set(PDFName.of(key), copy)
  }
  if (!written.has(PDFName.of('MediaBox'))) written.set(PDFName.of('MediaBox'), copying.target.obj([0, 0, 612, 792]))
  if (dict.has(PDFName.of('AA'))) copying.changes.add('active-removed')
  if (['Metadata', 'PieceInfo', 'LastModified'].some((key) => dict.has(PDFName.of(key))))
    copying.changes.add('details-removed')
  const { links, drawn } = annotationsOf(dict, places, copying)
  const content = rewriteContent(contentOf(dict, copying))
  const own = copying.target.lookup(resources(inherited.get('Resources'), copying))
  written.set(
    PDFName.of('Resources'),
    withAppearances(own instanceof PDFDict ? own : copying.target.obj({}), drawn, copying),
  )
  const all =
    drawn.length === 0 ? content : Buffer.concat([Buffer.from('q\n'), content, Buffer.from(`\nQ\n${drawing(drawn)}`)])
  written.set(PDFName.of('Contents'), copying.target.register(packStream(copying.target.obj({}), all)))
  if (links.length > 0)
    written.set(PDFName.of('Annots'), copying.target.obj(links.map((link) => copying.target.register(link))))
  return written
}

/** Joins all instruction streams of a page, because programs interpret them as one stream (ISO 32000-2, 7.8.2). */
const contentOf = (page: PDFDict, copying: Copying): Buffer => {
  const value = resolved(page.get(PDFName.of('Contents')), copying)
  const streams = value instanceof PDFArray ? value.asArray().map((one) => resolved(one, copying)) : [value]
  const pieces = streams.flatMap((one) => {
    if (!(one instanceof PDFStream)) return []
    const { bytes, filter, parameters } = unpackStream(one, copying.source)
    if (filter || parameters) throw new Refused('cannot-rebuild')
    return [bytes, Buffer.from('\n')]
  })
  return Buffer.concat(pieces)
}

const nameOf = (at: number) => `PalermoDrawn${at}`

/** Adds the appearances to a copy of the page's resources, since other pages may share the original resources. */
const withAppearances = (own: PDFDict, drawn: readonly Drawn[], copying: Copying): PDFDict => {
  if (drawn.length === 0) return own
  const copy = copying.target.obj({})
  for (const [key, value] of own.entries()) copy.set(key, value)
  const objects = copying.target.obj({})
  const known = copying.target.lookup(own.get(PDFName.of('XObject')))
  if (known instanceof PDFDict) for (const [key, value] of known.entries()) objects.set(key, value)
  for (const [at, { appearance }] of drawn.entries()) objects.set(PDFName.of(nameOf(at)), appearance)
  copy.set(PDFName.of('XObject'), objects)
  return copy
}

const drawing = (drawn: readonly Drawn[]): string =>
  drawn.map(({ matrix }, at) => `q ${matrix.map(plainNumber).join(' ')} cm /${nameOf(at)} Do Q`).join('\n')
const plainNumber = (value: number) => value.toFixed(6)
