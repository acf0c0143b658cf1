import { fiveValues } from '@palermo/shared/forms/answers.ts'
import type { AnyRecordType } from '@palermo/shared/records/collection.ts'
import { sentFields } from '@palermo/shared/records/contracts.ts'
import type { FieldList } from '@palermo/shared/records/declaration.ts'
import type { Field } from '@palermo/shared/records/fields.ts'
import { z } from 'zod'
import type { ActField } from '../acts/fields.ts'
import type { Translate } from '../messages.ts'
import { codeLabel, fieldLabel, maybe } from './words.ts'

/** The greatest length of a text that is typed in a single line; a field for a longer text has several lines. */
const longestLine = 200

/**
 * Returns the fields of a form, made from the fields that a creation or an action declares. `own` is the translation
 * key of the form: a field may have a label below that key, which replaces the label of the record's field.
 */
export const formFields = (type: AnyRecordType, list: FieldList, own: string, t: Translate): ActField[] =>
  sentFields(list).flatMap(({ as, field: name }): ActField[] => {
    const field = type.allFields[name]
    if (field === undefined) return []
    const words = {
      name: as,
      label: fieldLabel(t, type, name, `${own}.${as}`),
      hint: maybe(t, `${type.plural}.fields.${name}.hint`),
    }
    return [{ ...words, ...kindOf(type, name, field, t) }]
  })

/**
 * Returns the kind of input for a field, with its options.
 * @throws Error if no derived form has an input for fields of this kind
 */
const kindOf = (type: AnyRecordType, name: string, field: Field, t: Translate) => {
  const coded = (values: readonly string[], label: (value: string) => string) =>
    values.map((value) => ({ value, label: label(value) }))
  switch (field.kind) {
    case 'text':
      return { kind: isLine(field.schema) ? ('line' as const) : ('words' as const) }
    case 'code':
    case 'codes':
      return { kind: field.kind, options: coded(field.values ?? [], (value) => codeLabel(t, type, name, value)) }
    case 'fiveValued':
      return { kind: 'code' as const, options: coded(fiveValues, (value) => t(`forms.answers.${value}`)) }
    case 'day':
      return { kind: 'date' as const }
    case 'instant':
      return { kind: 'moment' as const }
    case 'staffMember':
      return { kind: 'colleague' as const }
    case 'number':
    case 'flag':
    case 'agency':
      return { kind: field.kind }
    default:
      throw new Error(
        `${type.name}.${name} is a ${field.kind}, which no derived form asks for: give it a page of its own`,
      )
  }
}

const isLine = (schema: z.ZodType): boolean =>
  schema instanceof z.ZodString && schema.maxLength !== null && schema.maxLength <= longestLine
