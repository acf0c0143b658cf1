import { namespaces } from './namespaces.ts'
import type { RelationKind } from './relation-kinds.ts'
import type { Surroundings } from './surroundings.ts'
import type { Tag } from './xml.ts'

/**
 * What happens to an element whose relation is dropped: the element is removed with its content (`drop`), only its
 * content is kept (`unwrap`), or the element is written without the relation (`bare`).
 */
type Otherwise = 'drop' | 'unwrap' | 'bare'

interface Leaning {
  attribute: 'r:id' | 'r:embed' | 'o:relid'
  kind: RelationKind
  otherwise: Otherwise
  /** Whether the relation attribute may be missing. */
  optional?: true
}

const leaning: Readonly<Record<string, readonly Leaning[]>> = {
  'a:blip': [{ attribute: 'r:embed', kind: 'image', otherwise: 'bare' }],
  'a:hlinkClick': [{ attribute: 'r:id', kind: 'hyperlink', otherwise: 'drop' }],
  'c:chart': [{ attribute: 'r:id', kind: 'chart', otherwise: 'drop', optional: true }],
  'v:imagedata': [
    { attribute: 'r:id', kind: 'image', otherwise: 'bare', optional: true },
    { attribute: 'o:relid', kind: 'image', otherwise: 'bare', optional: true },
  ],
  'v:fill': [
    { attribute: 'r:id', kind: 'image', otherwise: 'bare', optional: true },
    { attribute: 'o:relid', kind: 'image', otherwise: 'bare', optional: true },
  ],
  'w:hyperlink': [{ attribute: 'r:id', kind: 'hyperlink', otherwise: 'unwrap', optional: true }],
  'w:headerReference': [{ attribute: 'r:id', kind: 'header', otherwise: 'drop' }],
  'w:footerReference': [{ attribute: 'r:id', kind: 'footer', otherwise: 'drop' }],
  'x:hyperlink': [{ attribute: 'r:id', kind: 'hyperlink', otherwise: 'drop', optional: true }],
  'x:drawing': [{ attribute: 'r:id', kind: 'drawing', otherwise: 'drop' }],
  'x:legacyDrawing': [{ attribute: 'r:id', kind: 'vmlDrawing', otherwise: 'drop' }],
  'x:legacyDrawingHF': [{ attribute: 'r:id', kind: 'vmlDrawing', otherwise: 'drop' }],
  'x:picture': [{ attribute: 'r:id', kind: 'image', otherwise: 'drop' }],
  'x:tablePart': [{ attribute: 'r:id', kind: 'table', otherwise: 'drop' }],
}

/**
 * Returns the relation attributes with which an element is written, or how the element is treated because its relation
 * was dropped.
 */
export const relationOf = (key: string, tag: Tag, around: Surroundings): string | 'drop' | 'unwrap' => {
  if (key === 'x:sheet') return sheetOf(tag, around)
  let written = ''
  for (const { attribute, kind, otherwise, optional } of leaning[key] ?? []) {
    const named = namedBy(tag, attribute)
    if (named === undefined && optional) continue
    const id = named === undefined ? undefined : around.relation(named, kind)
    if (id !== undefined) written += ` ${attribute}="${id}"`
    else if (otherwise !== 'bare') return otherwise
  }
  return written
}

const sheetOf = (tag: Tag, around: Surroundings) => {
  const named = namedBy(tag, 'r:id') ?? ''
  const id = around.relation(named, 'worksheet') ?? around.relation(named, 'chartsheet')
  return id === undefined ? 'drop' : ` r:id="${id}"`
}

const namedBy = (tag: Tag, attribute: Leaning['attribute']) => {
  const [prefix, local] = attribute.split(':')
  const namespace = prefix === 'o' ? namespaces.o : namespaces.r
  return tag.attributes.find((one) => one.namespace === namespace && one.local === local)?.value
}
