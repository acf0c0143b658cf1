import { PDFArray, type PDFDict, PDFName } from '@cantoo/pdf-lib'
import { array, type Copying, dict, either, name, oneOf, resolved, type Shape, shared, text } from './shapes.ts'

const group = shared(() => dict({ Type: oneOf('OCG'), Name: text, Intent: either(name, array(name)) }))
const membership = shared(() =>
  dict({ Type: oneOf('OCMD'), OCGs: either(array(group), group), P: oneOf('AllOn', 'AnyOn', 'AnyOff', 'AllOff') }),
)

/** The shape of a layer: content that programs can show or hide as a whole (ISO 32000-2, 8.11). */
export const layer: Shape = (value, copying) => {
  const one = resolved(value, copying)
  if (!one || !('entries' in one)) return undefined
  const isMembership = (one as PDFDict).get(PDFName.of('Type')) === PDFName.of('OCMD')
  return isMembership ? membership(value, copying) : group(value, copying)
}

/** Copies which layers are hidden when the document is opened, so that hidden content stays hidden. */
export const layersOf = (catalog: PDFDict, copying: Copying) => {
  const properties = dict({
    OCGs: array(group),
    D: dict({ BaseState: oneOf('ON', 'OFF', 'Unchanged'), ON: array(group), OFF: array(group), Order: array(group) }),
  })(catalog.get(PDFName.of('OCProperties')), copying)
  const groups = properties && 'get' in properties ? (properties as PDFDict).get(PDFName.of('OCGs')) : undefined
  return groups instanceof PDFArray && groups.size() > 0 ? properties : undefined
}
