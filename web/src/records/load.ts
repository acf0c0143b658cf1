import type { AnyRecordType } from '@palermo/shared/records/collection.ts'
import type { ComponentType } from 'react'
import { learn } from '../messages.ts'
import { declarations, pageMessages } from '../navigation/record-pages.gen.ts'
import type { RecordReply } from './reply.ts'

/** Parts that a record type adds to its derived pages; the type exports them as `parts` from its own `parts.tsx`. */
export interface RecordParts {
  /** A component shown below the facts of the record. */
  Detail?: ComponentType<{ record: RecordReply }>
}

/** What the derived pages of a record type need: the type's declaration and its own parts. */
export interface RecordPageType {
  type: AnyRecordType
  parts: RecordParts
}

const parts = import.meta.glob<RecordParts>('../*/parts.tsx', { import: 'parts' })

const isDerived = (plural: string): plural is keyof typeof declarations => Object.hasOwn(declarations, plural)

/**
 * Loads the declaration and the own parts of a record type with derived pages, and adds its messages to the catalogue.
 * Returns undefined if no such type has this folder.
 */
export const loadRecordType = async (plural: string): Promise<RecordPageType | undefined> => {
  if (!isDerived(plural)) return undefined
  const [type, words, own] = await Promise.all([
    declarations[plural](),
    pageMessages[`../${plural}/page-messages.en.json`]?.(),
    parts[`../${plural}/parts.tsx`]?.(),
  ])
  if (words) learn({ words })
  return { type, parts: own ?? {} }
}
