import type { FileChange } from '@palermo/shared/documents/files.ts'
import type { Authors } from './authors.ts'
import type { RelationKind } from './relation-kinds.ts'

/** Data about the whole document that is needed to rewrite a part. */
export interface Surroundings {
  changes: Set<FileChange>
  authors: Authors
  /**
   * Returns the id in the rebuilt file of the relation whose id in the original file is `id`; undefined if the original
   * has no relation of this kind under that id.
   */
  relation(id: string, kind: RelationKind): string | undefined
}
