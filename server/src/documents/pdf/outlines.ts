import { PDFDict, PDFName, type PDFRef } from '@cantoo/pdf-lib'
import { type Places, pressed } from './destinations.ts'
import { type Copying, resolved, text } from './shapes.ts'

const mostEntries = 5_000

/**
 * Copies the table of contents that programs show beside the pages (ISO 32000-2, 12.3.3), with only those entries that
 * lead to a page of the document.
 */
export const outlinesOf = (catalog: PDFDict, places: Places, copying: Copying): PDFRef | undefined => {
  const from = resolved(catalog.get(PDFName.of('Outlines')), copying)
  if (!(from instanceof PDFDict)) return undefined
  const seen = new Set<PDFDict>()
  const root = copying.target.nextRef()
  const entries = entriesOf(from, root, { places, copying, seen })
  if (entries.length === 0) return undefined
  copying.target.assign(root, copying.target.obj({ Type: 'Outlines', ...ends(entries), Count: entries.length }))
  return root
}

interface Following {
  places: Places
  copying: Copying
  seen: Set<PDFDict>
}

const entriesOf = (parent: PDFDict, Parent: PDFRef, following: Following): PDFRef[] => {
  const { copying, seen } = following
  const made: { ref: PDFRef; dict: PDFDict }[] = []
  let one = resolved(parent.get(PDFName.of('First')), copying)
  while (one instanceof PDFDict && !seen.has(one) && seen.size < mostEntries) {
    seen.add(one)
    const entry = entryOf(one, Parent, following)
    if (entry) made.push(entry)
    one = resolved(one.get(PDFName.of('Next')), copying)
  }
  for (const [at, { dict }] of made.entries()) {
    const before = made[at - 1]
    const after = made[at + 1]
    if (before) dict.set(PDFName.of('Prev'), before.ref)
    if (after) dict.set(PDFName.of('Next'), after.ref)
  }
  return made.map(({ ref }) => ref)
}

const entryOf = (from: PDFDict, Parent: PDFRef, following: Following) => {
  const { places, copying } = following
  const Title = text(from.get(PDFName.of('Title')), copying)
  if (!Title) return undefined
  const leads = pressed(from, places, copying)
  const ref = copying.target.nextRef()
  const dict = copying.target.obj({ Title, Parent, ...(typeof leads === 'object' ? leads : {}) })
  if (leads === 'active') copying.changes.add('active-removed')
  if (leads === 'link') copying.changes.add('links-removed')
  const children = entriesOf(from, ref, following)
  for (const [key, value] of Object.entries(ends(children))) dict.set(PDFName.of(key), value)
  if (children.length > 0) dict.set(PDFName.of('Count'), copying.target.obj(-children.length))
  copying.target.assign(ref, dict)
  return { ref, dict }
}

const ends = (refs: readonly PDFRef[]): Record<string, PDFRef> => {
  const First = refs[0]
  const Last = refs.at(-1)
  return First && Last ? { First, Last } : {}
}
