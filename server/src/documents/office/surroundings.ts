import type { FileChange } from '@palermo/shared/documents/files.ts'
import type { Authors } from './authors.ts'
import type { RelationKind } from './relation-kinds.ts'

/** Data about the whole document that rewriting a part needs. */
export interface Surroundings {
  changes: Set<FileChange>
  authors: Authors
  /** The new id of a relation, if the part has one of these kinds under this id; else undefined. */
  relation(id: string, kind: RelationKind): string | undefined
}
