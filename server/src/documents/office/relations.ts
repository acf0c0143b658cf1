import path from 'node:path'
import type { FileChange } from '@palermo/shared/documents/files.ts'
import { Refused } from '../verdict.ts'
import type { Archive } from './archive.ts'
import { relationshipsNamespace } from './namespaces.ts'
import { declaration, escapedValue, readXml } from './xml.ts'

export interface Relation {
  type: string
  target: string
  external: boolean
}
export type Relations = ReadonlyMap<string, Relation>

/** Returns the relations of a part; `''` stands for the document itself (ECMA-376, part 2, 6.5). */
export const relationsOf = (archive: Archive, part: string): Relations => {
  const bytes = archive.get(path.posix.join(path.posix.dirname(part), '_rels', `${path.posix.basename(part)}.rels`))
  const found = new Map<string, Relation>()
  if (!bytes) return found
  let depth = 0
  readXml(bytes, {
    open({ namespace, local, attributes }) {
      depth += 1
      if (namespace !== relationshipsNamespace || local !== 'Relationship' || depth !== 2) return
      const plain = new Map(attributes.filter((one) => one.namespace === '').map((one) => [one.local, one.value]))
      const id = plain.get('Id') ?? ''
      if (found.has(id)) throw new Refused('broken')
      const external = plain.get('TargetMode') === 'External'
      found.set(id, { type: plain.get('Type') ?? '', target: plain.get('Target') ?? '', external })
    },
    text() {},
    close() {
      depth -= 1
    },
  })
  return found
}

/** Returns the lower-case name of the part to which a relation points. */
export const targetOf = (part: string, { target }: Relation): string =>
  path.posix
    .join('/', target.startsWith('/') ? '' : path.posix.dirname(part), target)
    .slice(1)
    .toLowerCase()

/** Writes relations as XML, each target by its full name. */
export const writtenRelations = (relations: readonly (Relation & { id: string })[]): Buffer => {
  const lines = relations.map(
    ({ id, type, target, external }) =>
      `<Relationship Id="${id}" Type="${escapedValue(type)}" Target="${escapedValue(target)}"${external ? ' TargetMode="External"' : ''}/>`,
  )
  return Buffer.from(`${declaration}<Relationships xmlns="${relationshipsNamespace}">${lines.join('')}</Relationships>`)
}

/**
 * The change that is reported to the sender if a relation was removed, by the last word of the relation's type. Other
 * removed relations are not reported, because a document without them looks the same.
 */
const changeByType: readonly [RegExp, FileChange][] = [
  [/\/(?:oleObject|package|aFChunk|subDocument)$/, 'files-removed'],
  [
    /\/(?:vbaProject|wordVbaData|control|activeXControlBinary|ctrlProp|xlMacrosheet|xlIntlMacrosheet|dialogsheet)$/,
    'active-removed',
  ],
  [
    /\/(?:attachedTemplate|externalLink|externalLinkPath|connections|queryTable|frame|mailMergeSource|extensibility|keyMapCustomizations|attachedToolbars|webextension|webextensiontaskpanes)$/,
    'active-removed',
  ],
  [/\/(?:pivotTable|diagramData|chartUserShapes|slicer|timeline)$/, 'parts-removed'],
  [/\/(?:person|people|customXml|commentsExtended|printerSettings|thumbnail|custom-properties)$/, 'details-removed'],
]
export const changeOf = ({ type, external }: Relation): FileChange | undefined =>
  changeByType.find(([kind]) => kind.test(type))?.[1] ??
  (external && !type.endsWith('/hyperlink') ? 'active-removed' : undefined)
