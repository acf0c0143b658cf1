import type { FileChange } from '@palermo/shared/documents/files.ts'
import { type Field, judgedInstruction } from './fields.ts'
import { namespaces } from './namespaces.ts'
import { escapedText, escapedValue, type Tag } from './xml.ts'

/** Tracks the fields of a part while the part is written, and returns the text that replaces each field. */
export class FieldWriter {
  readonly #fields: readonly Field[]
  readonly #changes: Set<FileChange>
  readonly #running: { field: Field; phase: 'instruction' | 'result' }[] = []
  #next = 0

  constructor(fields: readonly Field[], changes: Set<FileChange>) {
    this.#fields = fields
    this.#changes = changes
  }

  /**
   * Returns the text that replaces an element which forms a field, or undefined for every other element. Must be called
   * for all elements in order.
   */
  meets(tag: Tag): string | undefined {
    if (tag.namespace !== namespaces.w) return undefined
    if (tag.local === 'instrText' || tag.local === 'delInstrText') return ''
    return tag.local === 'fldChar' ? this.#fieldCharacter(tag) : undefined
  }

  /**
   * Whether an element of a run belongs to the instruction of a field, which is already written at the start of the
   * field.
   */
  hides(parent: string, local: string): boolean {
    return parent === 'r' && local !== 'rPr' && this.#running.some(({ phase }) => phase === 'instruction')
  }

  /** Returns the rewritten instruction of a field that consists of a single element. */
  simple(tag: Tag): string | undefined {
    const { instruction, loses } = judgedInstruction(attributeOf(tag, 'instr') ?? '')
    if (loses) this.#changes.add('active-removed')
    return instruction === undefined ? undefined : escapedValue(instruction)
  }

  #fieldCharacter(tag: Tag): string {
    const kind = attributeOf(tag, 'fldCharType')
    const hidden = this.#running.slice(0, -1).some(({ phase }) => phase === 'instruction')
    if (kind === 'begin') return this.#begin()
    const last = this.#running.at(-1)
    if (kind === 'separate' && last) last.phase = 'result'
    if (kind === 'end') this.#running.pop()
    const written = last?.field.instruction !== undefined && !hidden && (kind === 'separate' || kind === 'end')
    return written ? `<w:fldChar w:fldCharType="${kind}"/>` : ''
  }

  #begin(): string {
    const hidden = this.#running.some(({ phase }) => phase === 'instruction')
    const field = this.#fields[this.#next++] ?? { instruction: undefined, loses: true }
    this.#running.push({ field, phase: 'instruction' })
    if (field.loses) this.#changes.add('active-removed')
    if (hidden) return ''
    if (field.tick) return `<w:t>${field.tick}</w:t>`
    if (field.instruction === undefined) return ''
    const instruction = `<w:instrText xml:space="preserve"> ${escapedText(field.instruction)} </w:instrText>`
    return `<w:fldChar w:fldCharType="begin"/>${instruction}`
  }
}

const attributeOf = (tag: Tag, local: string) =>
  tag.attributes.find((one) => one.namespace === namespaces.w && one.local === local)?.value
