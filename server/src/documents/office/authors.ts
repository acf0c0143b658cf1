import type { FileChange } from '@palermo/shared/documents/files.ts'

/**
 * Replaces the names of authors of comments and changes by numbers, so that readers can tell the authors apart but not
 * identify them.
 */
export class Authors {
  readonly #numbers = new Map<string, number>()
  readonly #changes: Set<FileChange>
  constructor(changes: Set<FileChange>) {
    this.#changes = changes
  }
  nameFor(name: string): string {
    return name.trim() === '' ? '' : `Author ${this.#numberFor(name)}`
  }
  initialsFor(initials: string): string {
    return initials.trim() === '' ? '' : 'A'
  }
  #numberFor(name: string): number {
    this.#changes.add('details-removed')
    const known = this.#numbers.get(name) ?? this.#numbers.size + 1
    this.#numbers.set(name, known)
    return known
  }
}
