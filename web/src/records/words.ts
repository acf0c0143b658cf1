import type { AnyRecordType } from '@palermo/shared/records/collection.ts'
import { hasWords, type Translate } from '../messages.ts'

type Plural = Pick<AnyRecordType, 'plural'>

/**
 * Returns the label of a field: the text of the key `own` if there is one, otherwise the label of the record's field.
 */
export const fieldLabel = (t: Translate, { plural }: Plural, field: string, own?: string): string =>
  t(own !== undefined && hasWords(own) ? own : `${plural}.fields.${field}`)

/** Whether the type has a label for the field. A field without a label is not shown among the facts. */
export const hasLabel = ({ plural }: Plural, field: string): boolean => hasWords(`${plural}.fields.${field}`)

/**
 * Returns the label of a code; the code itself if the catalogue lacks a label, because a newer server may send new
 * codes.
 */
export const codeLabel = (t: Translate, { plural }: Plural, field: string, code: string): string => {
  const key = `${plural}.codes.${field}.${code}`
  return hasWords(key) ? t(key) : code
}

/** Returns the text of a key that only some record types have; undefined if the catalogue lacks the key. */
export const maybe = (t: Translate, key: string): string | undefined => (hasWords(key) ? t(key) : undefined)
