import type { AnyRecordType } from '@palermo/shared/records/collection.ts'
import { hasWords, type Translate } from '../messages.ts'

type Plural = Pick<AnyRecordType, 'plural'>

/** The label of a field: of the action's own input if it has one, otherwise of the record. */
export const fieldLabel = (t: Translate, { plural }: Plural, field: string, own?: string): string =>
  t(own !== undefined && hasWords(own) ? own : `${plural}.fields.${field}`)

/** Whether the type has a label for the field: a field without one is not shown among the facts. */
export const hasLabel = ({ plural }: Plural, field: string): boolean => hasWords(`${plural}.fields.${field}`)

/** The label of a code; a code of a newer server, which the catalogue lacks, is shown as it is. */
export const codeLabel = (t: Translate, { plural }: Plural, field: string, code: string): string => {
  const key = `${plural}.codes.${field}.${code}`
  return hasWords(key) ? t(key) : code
}

/** A sentence that only some types have. */
export const maybe = (t: Translate, key: string): string | undefined => (hasWords(key) ? t(key) : undefined)
