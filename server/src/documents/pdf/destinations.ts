import {
  PDFArray,
  PDFDict,
  PDFHexString,
  PDFName,
  PDFNull,
  PDFNumber,
  type PDFObject,
  PDFRef,
  PDFString,
} from '@cantoo/pdf-lib'
import { safeLink } from '../links.ts'
import { type Copying, resolved } from './shapes.ts'

/** The possible targets of links inside the document: the new page for each old page, and the named destinations. */
export interface Places {
  pages: ReadonlyMap<string, PDFRef>
  named: ReadonlyMap<string, PDFObject>
}

const mostNames = 50_000

/**
 * Returns the named destinations, from the tree or the dictionary in which the file stores them (ISO 32000-2,
 * 12.3.2.4).
 */
export const namedPlaces = (catalog: PDFDict, copying: Copying): Map<string, PDFObject> => {
  const found = new Map<string, PDFObject>()
  const old = resolved(catalog.get(PDFName.of('Dests')), copying)
  if (old instanceof PDFDict) for (const [key, value] of old.entries()) found.set(key.decodeText(), value)
  const names = resolved(catalog.get(PDFName.of('Names')), copying)
  const waiting = names instanceof PDFDict ? [names.get(PDFName.of('Dests'))] : []
  const seen = new Set<PDFObject>()
  for (let next = waiting.shift(); next && found.size < mostNames; next = waiting.shift()) {
    const node = resolved(next, copying)
    if (!(node instanceof PDFDict) || seen.has(node)) continue
    seen.add(node)
    const kids = resolved(node.get(PDFName.of('Kids')), copying)
    if (kids instanceof PDFArray) waiting.push(...kids.asArray())
    const pairs = resolved(node.get(PDFName.of('Names')), copying)
    if (!(pairs instanceof PDFArray)) continue
    for (let at = 0; at + 1 < pairs.size(); at += 2) {
      const key = nameIn(resolved(pairs.get(at), copying))
      if (key !== undefined) found.set(key, pairs.get(at + 1))
    }
  }
  return found
}

export const nameIn = (value: PDFObject | undefined): string | undefined =>
  value instanceof PDFString || value instanceof PDFHexString || value instanceof PDFName
    ? value.decodeText()
    : undefined

/** Rewrites a destination for the new document. The result refers to the page itself and never to a name. */
export const destination = (value: PDFObject | undefined, places: Places, copying: Copying): PDFArray | undefined => {
  const one = resolved(value, copying)
  const key = nameIn(one)
  const named = key === undefined ? one : resolved(places.named.get(key), copying)
  const list = named instanceof PDFDict ? resolved(named.get(PDFName.of('D')), copying) : named
  if (!(list instanceof PDFArray) || list.size() < 2 || list.size() > 6) return undefined
  const [first, how, ...rest] = list.asArray()
  const page = first instanceof PDFRef ? places.pages.get(first.tag) : undefined
  const manner = resolved(how, copying)
  if (!page || !(manner instanceof PDFName) || !manners.has(manner.decodeText())) return undefined
  const copy = PDFArray.withContext(copying.target)
  copy.push(page)
  copy.push(PDFName.of(manner.decodeText()))
  for (const value of rest) {
    const at = resolved(value, copying)
    copy.push(at instanceof PDFNumber ? PDFNumber.of(at.asNumber()) : PDFNull)
  }
  return copy
}
const manners = new Set(['XYZ', 'Fit', 'FitH', 'FitV', 'FitR', 'FitB', 'FitBH', 'FitBV'])

/**
 * Returns one of the only two actions that a link may have: to go to a place in the document, or to open an https page.
 */
export const pressed = (
  from: PDFDict,
  places: Places,
  copying: Copying,
): Record<string, PDFObject> | 'link' | 'active' | undefined => {
  const direct = from.get(PDFName.of('Dest'))
  const action = resolved(from.get(PDFName.of('A')), copying)
  if (!(action instanceof PDFDict)) {
    const Dest = direct && destination(direct, places, copying)
    return Dest && { Dest }
  }
  const kind = nameIn(resolved(action.get(PDFName.of('S')), copying))
  if (action.has(PDFName.of('Next'))) copying.changes.add('active-removed')
  if (kind === 'GoTo') {
    const Dest = destination(action.get(PDFName.of('D')), places, copying)
    return Dest && { Dest }
  }
  if (kind !== 'URI') return 'active'
  const address = safeLink(nameIn(resolved(action.get(PDFName.of('URI')), copying)) ?? '')
  return address === undefined ? 'link' : { A: copying.target.obj({ S: 'URI', URI: PDFString.of(escaped(address)) }) }
}

/** Escapes parentheses and backslashes, which have a meaning inside a string (ISO 32000-2, 7.3.4.2). */
const escaped = (address: string) => address.replaceAll(/[\\()]/g, (one) => `\\${one}`)
