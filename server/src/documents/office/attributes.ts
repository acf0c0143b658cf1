import { namespaces, type Prefix, prefixOf } from './namespaces.ts'
import type { Surroundings } from './surroundings.ts'
import { vocabularies } from './vocabulary.ts'
import type { Attribute, Tag } from './xml.ts'

/**
 * Returns the attributes with which an element is written. Attributes that refer to a relation are handled in
 * `relation-attributes.ts`.
 */
export const keptAttributes = (tag: Tag, prefix: Prefix, around: Surroundings): [name: string, value: string][] =>
  tag.attributes.flatMap((attribute) => {
    const own = attribute.namespace === '' ? prefix : prefixOf(attribute.namespace)
    if (isDetail(attribute)) around.changes.add('details-removed')
    if (own === undefined || own === 'r' || !vocabularies[own]?.attributes.has(attribute.local)) return []
    const value = keptValue(attribute, tag, around)
    if (value === undefined) return []
    const name = attribute.namespace === '' ? attribute.local : `${own}:${attribute.local}`
    return [[name, value] as [string, string]]
  })

/**
 * Whether an attribute holds a change time or an editing session, from which readers could see that two documents are
 * by one author.
 */
const isDetail = ({ namespace, local, value }: Attribute) =>
  namespace === namespaces.w && (local.startsWith('rsid') || (local === 'date' && value !== ''))

const naming = new Set(['docPr', 'cNvPr'])

const keptValue = ({ local, value }: Attribute, tag: Tag, { authors }: Surroundings): string | undefined => {
  if (tag.namespace === namespaces.w && local === 'author') return authors.nameFor(value)
  if (tag.namespace === namespaces.w && local === 'initials') return authors.initialsFor(value)
  // The attribute `name` often holds the file name of the picture, with a folder that contains a person's name.
  if (naming.has(tag.local) && local === 'name') return /^[\p{L}\p{M}\p{N} ]{0,60}$/u.test(value) ? value : 'Object'
  if (local === 'descr' || local === 'alt') return value.length > 2_000 || /[\\/]/.test(value) ? undefined : value
  if (tag.namespace === namespaces.v && local === 'style') return isPlainStyle(value) ? value : undefined
  if (tag.local === 'graphicData' && local === 'uri') return graphics.has(value) ? value : undefined
  if (tag.local === 'hyperlink' && local === 'location')
    return value.length > 300 || /[|[\]\\]/.test(value) ? undefined : value
  return value
}

const isPlainStyle = (value: string) => value.length <= 2_000 && !/[\\@]|url|expression|import/i.test(value)

/** Namespaces whose elements are allowed in a frame; a frame with other content is emptied. */
const graphics: ReadonlySet<string> = new Set(
  [namespaces.pic, namespaces.c, namespaces.wps, namespaces.wpg, namespaces.wpc].map(String),
)
