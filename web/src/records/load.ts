import type { AnyRecordType } from '@palermo/shared/records/collection.ts'
import type { ComponentType } from 'react'
import { learn } from '../messages.ts'
import { declarations, pageMessages } from '../navigation/record-pages.gen.ts'
import type { RecordReply } from './reply.ts'

/** Parts of the derived pages that a type replaces or adds: `parts` in its own `parts.tsx`. */
export interface RecordParts {
  /** Shown below the facts of the record. */
  Detail?: ComponentType<{ record: RecordReply }>
}

/** A record type as its pages need it. */
export interface RecordPageType {
  type: AnyRecordType
  parts: RecordParts
}

const parts = import.meta.glob<RecordParts>('../*/parts.tsx', { import: 'parts' })

const isDerived = (plural: string): plural is keyof typeof declarations => Object.hasOwn(declarations, plural)

/**
 * The declaration of a record type with derived pages, with its own parts; its messages are in the catalogue
 * afterwards. Undefined if there is no such type.
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
