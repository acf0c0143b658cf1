import path from 'node:path'
import type { FileChange } from '@palermo/shared/documents/files.ts'
import { safeLink } from '../links.ts'
import { type Inspected, Refused } from '../verdict.ts'
import { type Archive, pack, unpack } from './archive.ts'
import { Authors } from './authors.ts'
import { cleanPicture, extensionOfPicture } from './media.ts'
import { contentTypesNamespace } from './namespaces.ts'
import { families, type Kind, type RelationKind } from './relation-kinds.ts'
import { changeOf, type Relation, type Relations, relationsOf, targetOf, writtenRelations } from './relations.ts'
import { rewrite } from './rewrite.ts'
import { declaration, readXml } from './xml.ts'

interface Part {
  /** The name of the part in the uploaded file. */
  source: string
  /** The name of the part in the rebuilt file. */
  name: string
  kind: Kind
}

/**
 * Rebuilds an Office document from its known parts: writes the main part element by element, and then in the same way
 * each part to which a kept element refers. Unreferenced parts are left out.
 * @throws Refused
 */
export const rebuild = async (bytes: Buffer, type: keyof typeof families): Promise<Inspected> => {
  const archive = await unpack(bytes)
  const building = new Building(archive, families[type])
  const written = await building.build()
  return { bytes: await pack(written), changes: [...building.changes] }
}

class Building {
  readonly changes = new Set<FileChange>()
  readonly #archive: Archive
  readonly #family: (typeof families)['docx']
  readonly #authors = new Authors(this.changes)
  readonly #parts = new Map<string, Part>()
  readonly #waiting: Part[] = []
  readonly #counts = new Map<string, number>()

  constructor(archive: Archive, family: (typeof families)['docx']) {
    this.#archive = archive
    this.#family = family
  }

  async build(): Promise<Map<string, Buffer>> {
    const { main } = this.#family
    const root = relationsOf(this.#archive, '')
    const [first, ...more] = [...root.values()].filter(({ type, external }) => type === main.type && !external)
    if (!first || more.length > 0) throw new Refused('broken')
    this.#note(root, [first])
    this.#noteProperties(root)
    const written = new Map<string, Buffer>()
    this.#partFor(targetOf('', first), main)
    for (let part = this.#waiting.shift(); part; part = this.#waiting.shift()) await this.#write(part, written)
    const start = { id: 'rId1', type: main.type, target: `/${main.name}`, external: false }
    return new Map([
      ['[Content_Types].xml', contentTypes([...this.#parts.values()])],
      ['_rels/.rels', writtenRelations([start])],
      ...written,
    ])
  }

  /**
   * Returns the rebuilt part for a part of the uploaded file; a part that is referenced several times is written once.
   */
  #partFor(source: string, kind: Kind): Part | undefined {
    const bytes = this.#archive.get(source)
    if (!bytes) return undefined
    const known = this.#parts.get(source)
    if (known) return known.kind === kind ? known : undefined
    const number = (this.#counts.get(kind.name) ?? 0) + 1
    if (number > 1 && !kind.name.includes('#')) throw new Refused('broken')
    this.#counts.set(kind.name, number)
    const extension = kind.root ? '' : `.${extensionOfPicture(bytes)}`
    const part = { source, kind, name: `${kind.name.replace('#', String(number))}${extension}` }
    this.#parts.set(source, part)
    this.#waiting.push(part)
    return part
  }

  async #write({ source, name, kind }: Part, written: Map<string, Buffer>) {
    const bytes = this.#archive.get(source) ?? Buffer.alloc(0)
    if (!kind.root) {
      written.set(name, await cleanPicture(bytes, this.changes))
      return
    }
    const relations = relationsOf(this.#archive, source)
    const kept = new Map<string, Relation & { id: string }>()
    const relation = (id: string, wanted: RelationKind) => {
      const known = kept.get(id)
      if (known) return known.type === this.#family.kinds[wanted]?.type ? known.id : undefined
      const followed = this.#follow(source, relations.get(id), wanted, `rId${kept.size + 1}`)
      if (followed) kept.set(id, followed)
      return followed?.id
    }
    written.set(name, rewrite(bytes, kind.root, { changes: this.changes, authors: this.#authors, relation }))
    for (const [id, wanted] of this.#implied(relations, kind)) relation(id, wanted)
    this.#note(
      relations,
      [...kept.keys()].flatMap((id) => relations.get(id) ?? []),
    )
    if (kept.size === 0) return
    const beside = path.posix.join(path.posix.dirname(name), '_rels', `${path.posix.basename(name)}.rels`)
    written.set(beside, writtenRelations([...kept.values()]))
  }

  #follow(source: string, relation: Relation | undefined, wanted: RelationKind, id: string) {
    const kind = this.#family.kinds[wanted]
    if (!relation || !kind || relation.type !== kind.type) return undefined
    if (wanted === 'hyperlink') {
      const target = relation.external ? safeLink(relation.target) : undefined
      if (target === undefined) this.changes.add('links-removed')
      return target === undefined ? undefined : { id, type: kind.type, target, external: true }
    }
    if (relation.external) return undefined
    const part = this.#partFor(targetOf(source, relation), kind)
    return part && { id, type: kind.type, target: `/${part.name}`, external: false }
  }

  /**
   * Returns the relations to parts that are needed although no element refers to them: for the main part all implied
   * kinds, for a worksheet its comments.
   */
  #implied(relations: Relations, { root, type }: Kind): [id: string, kind: RelationKind][] {
    const isMain = type === this.#family.main.type
    if (!isMain && root?.local !== 'worksheet') return []
    const kinds = Object.entries(this.#family.kinds) as [RelationKind, Kind][]
    return [...relations].flatMap(([id, one]) =>
      kinds
        .filter(([name, kind]) => kind.implied && kind.type === one.type && (isMain || name === 'comments'))
        .map(([name]) => [id, name] as [string, RelationKind]),
    )
  }

  #note(relations: Relations, kept: readonly Relation[]) {
    for (const one of relations.values()) {
      const change = kept.includes(one) ? undefined : changeOf(one)
      if (change) this.changes.add(change)
    }
  }

  /**
   * Reports a change if the uploaded file had document properties, such as author, program or time, because document
   * properties are removed.
   */
  #noteProperties(relations: Relations) {
    for (const one of relations.values()) {
      const bytes = /-properties$/.test(one.type) && !one.external ? this.#archive.get(targetOf('', one)) : undefined
      if (bytes && saysSomething(bytes)) this.changes.add('details-removed')
    }
  }
}

const saysSomething = (bytes: Buffer): boolean => {
  let said = false
  readXml(bytes, {
    open() {},
    text(text) {
      said ||= text.trim() !== ''
    },
    close() {},
  })
  return said
}

const contentTypes = (parts: readonly Part[]): Buffer => {
  const defaults = [
    ['rels', 'application/vnd.openxmlformats-package.relationships+xml'],
    ['xml', 'application/xml'],
    ['png', 'image/png'],
    ['jpeg', 'image/jpeg'],
    ['vml', 'application/vnd.openxmlformats-officedocument.vmlDrawing'],
  ].map(([extension, type]) => `<Default Extension="${extension}" ContentType="${type}"/>`)
  const named = parts
    .filter(({ name }) => name.endsWith('.xml'))
    .map(({ name, kind }) => `<Override PartName="/${name}" ContentType="${kind.contentType}"/>`)
  return Buffer.from(
    `${declaration}<Types xmlns="${contentTypesNamespace}">${[...defaults, ...named].join('')}</Types>`,
  )
}
