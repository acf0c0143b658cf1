import { Refused } from '../verdict.ts'
import { keptAttributes } from './attributes.ts'
import { FieldWriter } from './field-writer.ts'
import { type Field, fieldsOf } from './fields.ts'
import { namespaces, type Prefix, prefixOf } from './namespaces.ts'
import { relationOf } from './relation-attributes.ts'
import type { Root } from './root.ts'
import { captured, declared, notedChanges, renamed, unwrapped } from './special.ts'
import type { Surroundings } from './surroundings.ts'
import { unseen, vocabularies } from './vocabulary.ts'
import { declaration, escapedText, escapedValue, readXml, type Tag } from './xml.ts'

interface Frame {
  name: string
  prefix: Prefix | ''
  local: string
  /** Text that is written at the end of the element. */
  closing: string
  textual: boolean
  /** For an element with alternatives: whether one of the alternatives has been written. */
  taken?: boolean
  /** `computes`: whether a cell has a formula. `valued`: whether the cell also has a stored value. */
  computes?: boolean
  valued?: boolean
}

/**
 * Rewrites a part element by element; an element outside the vocabulary is removed with its content. Comments,
 * processing instructions, CDATA, entities and prefixes disappear, since only recognised elements are written.
 * @throws Refused
 */
export const rewrite = (bytes: Uint8Array, root: Root, around: Surroundings): Buffer => {
  const fields: Field[] = root.uses.includes('w') ? fieldsOf(bytes) : []
  const writer = new PartWriter(root, around, new FieldWriter(fields, around.changes))
  readXml(bytes, writer)
  return writer.finish()
}

const flushAt = 1 << 20

/** Returns the frame of a wrapper that is not written: its content is written as part of the surrounding element. */
const inside = ({ prefix, local }: Frame): Frame => ({ name: '', prefix, local, closing: '', textual: false })

class PartWriter {
  readonly #root: Root
  readonly #around: Surroundings
  readonly #fields: FieldWriter
  readonly #frames: Frame[] = []
  readonly #written: Buffer[] = []
  #pending = declaration
  #dropped = 0
  #capture: { text: string; name: string; opening: string } | undefined

  constructor(root: Root, around: Surroundings, fields: FieldWriter) {
    this.#root = root
    this.#around = around
    this.#fields = fields
  }

  open(tag: Tag) {
    const field = this.#fields.meets(tag)
    if (this.#dropped > 0 || this.#capture) {
      this.#dropped += 1
      return
    }
    if (this.#frames.length === 0) return this.#openRoot(tag)
    const parent = this.#frames.at(-1)
    const prefix = prefixOf(tag.namespace)
    if (prefix === undefined || !parent) return this.#drop(tag)
    if (prefix === 'mc') return this.#openAlternative(tag, parent)
    if (prefix === 'w') {
      if (field !== undefined) return this.#writeField(field)
      if (this.#fields.hides(parent.local, tag.local)) return this.#drop(tag, true)
    }
    this.#openKnown(tag, prefix, parent)
  }

  text(text: string): void {
    if (this.#capture && this.#dropped === 0) this.#capture.text += text
    else if (this.#dropped === 0 && this.#frames.at(-1)?.textual) this.#write(escapedText(text))
  }

  close() {
    if (this.#dropped > 0) {
      this.#dropped -= 1
      return
    }
    if (this.#capture) return this.#endCapture()
    const frame = this.#frames.pop()
    if (!frame) return
    if (frame.computes && !frame.valued) throw new Refused('no-values')
    this.#write(frame.closing)
  }

  finish(): Buffer {
    this.#written.push(Buffer.from(this.#pending))
    return Buffer.concat(this.#written)
  }

  #openRoot(tag: Tag) {
    const { prefix, local, uses } = this.#root
    if (tag.namespace !== (prefix === '' ? '' : namespaces[prefix]) || tag.local !== local)
      throw new Refused('not-understood')
    const name = declared(prefix, local)
    const spaces = uses.map((one) => ` ${one === 'x' ? 'xmlns' : `xmlns:${one}`}="${namespaces[one]}"`).join('')
    const attributes = prefix === '' ? '' : this.#attributes(tag, prefix)
    this.#push({ name, prefix, local, closing: `</${name}>`, textual: false }, `<${name}${spaces}${attributes}>`)
  }

  #openKnown(tag: Tag, prefix: Prefix, parent: Frame) {
    const { local } = tag
    const key = `${prefix}:${local}`
    for (const change of notedChanges[key] ?? []) this.#around.changes.add(change)
    if (key === 'x:f' && parent.local === 'c') parent.computes = true
    if (unwrapped.has(key)) return this.#pushFrame(inside(parent))
    if (key === 'w:fldSimple') return this.#openField(tag, parent)
    const vocabulary = vocabularies[prefix]
    const as = renamed[key] ?? local
    if (!vocabulary?.elements.has(as)) return this.#drop(tag)
    if ((local === 'v' || local === 'is') && parent.local === 'c') parent.valued = true
    const relation = relationOf(key, tag, this.#around)
    if (relation === 'drop') return this.#drop(tag, true)
    if (relation === 'unwrap') return this.#pushFrame(inside(parent))
    const name = declared(prefix, as)
    const opening = `<${name}${this.#attributes(tag, prefix)}${relation}`
    const textual = vocabulary.texts.has(local)
    if (!captured[key]) return this.#push({ name, prefix, local, closing: `</${name}>`, textual }, `${opening}>`)
    this.#capture = { text: '', name, opening }
    this.#frames.push({ name, prefix, local, closing: '', textual })
  }

  /**
   * Writes only the first alternative whose namespaces are known (ECMA-376, part 3, 7.5), because word processors
   * choose in the same way.
   */
  #openAlternative(tag: Tag, parent: Frame) {
    if (tag.local === 'AlternateContent') return this.#pushFrame({ ...inside(parent), taken: false })
    if (parent.taken !== false) return this.#drop(tag, true)
    const requires = tag.attributes.find(({ local }) => local === 'Requires')?.value.split(' ') ?? []
    const understood = (one: string) => {
      const prefix = prefixOf(tag.resolve(one) ?? '')
      return prefix !== undefined && this.#root.uses.includes(prefix)
    }
    if (tag.local === 'Choice' && !requires.every(understood)) return this.#drop(tag, true)
    parent.taken = true
    this.#pushFrame(inside(parent))
  }

  #openField(tag: Tag, parent: Frame) {
    const instruction = this.#fields.simple(tag)
    if (instruction === undefined) return this.#pushFrame(inside(parent))
    const frame = {
      name: 'w:fldSimple',
      prefix: 'w' as const,
      local: 'fldSimple',
      closing: '</w:fldSimple>',
      textual: false,
    }
    this.#push(frame, `<w:fldSimple w:instr="${instruction}">`)
  }

  #writeField(written: string) {
    this.#write(written)
    this.#dropped = 1
  }

  #drop({ local, namespace }: Tag, quiet = false) {
    if (!quiet && !unseen.has(local) && prefixOf(namespace) !== undefined) this.#around.changes.add('parts-removed')
    this.#dropped = 1
  }

  #attributes(tag: Tag, prefix: Prefix): string {
    return keptAttributes(tag, prefix, this.#around)
      .map(([name, value]) => ` ${name}="${escapedValue(value)}"`)
      .join('')
  }

  #endCapture() {
    const frame = this.#frames.pop()
    const capture = this.#capture
    this.#capture = undefined
    if (!frame || !capture) return
    const text = captured[`${frame.prefix}:${frame.local}`]?.(capture.text, capture.opening, this.#around)
    if (text !== undefined) this.#write(`${capture.opening}>${escapedText(text)}</${capture.name}>`)
  }

  #pushFrame(frame: Frame) {
    this.#frames.push(frame)
  }

  #push(frame: Frame, opening: string) {
    this.#frames.push(frame)
    this.#write(opening)
  }

  #write(text: string) {
    this.#pending += text
    if (this.#pending.length < flushAt) return
    this.#written.push(Buffer.from(this.#pending))
    this.#pending = ''
  }
}
