import type { FileChange } from '@palermo/shared/documents/files.ts'
import type { Authors } from './authors.ts'
import type { RelationKind } from './relation-kinds.ts'

/** What a part needs to know of the document that it stands in. */
export interface Surroundings {
  changes: Set<FileChange>
  authors: Authors
  /** The id of a relation in the part as it is written, where one of these kinds is kept under this id; else undefined. */
  relation(id: string, kind: RelationKind): string | undefined
}
