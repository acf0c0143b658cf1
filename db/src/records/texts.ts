import { type Compartment, compartments, type OpenCompartment, openCompartments } from '@palermo/shared/compartments.ts'
import type { AnyRecordType } from '@palermo/shared/records/collection.ts'
import { sentFields } from '@palermo/shared/records/contracts.ts'
import type { FieldList } from '@palermo/shared/records/declaration.ts'
import type { NewText } from '../texts.ts'

/** The fields that a request sends, divided by where they are stored. */
export interface Sent {
  /** The fields with a column, each with its name in the request. */
  stored: readonly { as: string; field: string }[]
  /** The fields with free text, which is sealed in a compartment. */
  texts: readonly { as: string; field: string }[]
}

export const sentIn = ({ allFields }: AnyRecordType, list: FieldList = []): Sent => {
  const sent = sentFields(list)
  const isText = ({ field }: { field: string }) => allFields[field]?.kind === 'text'
  return { stored: sent.filter((one) => !isText(one)), texts: sent.filter(isText) }
}

/** Returns the compartment of a row: that of its type, or the compartment that the row names. */
export const compartmentOfRow = (
  { name, compartment }: AnyRecordType,
  row: Readonly<Record<string, unknown>>,
): Compartment => {
  if (typeof compartment === 'string') return compartment
  const named = compartments.find((one) => one === row[compartment.chosenBy])
  if (named === undefined) throw new Error(`this ${name} names no compartment`)
  return named
}

/**
 * Returns the compartment for the event of a creation or an action if each row chooses its own compartment; otherwise an
 * empty object, because the type has one fixed compartment.
 */
export const placeOf = (type: AnyRecordType, row: Readonly<Record<string, unknown>>): { compartment?: Compartment } =>
  typeof type.compartment === 'object' ? { compartment: compartmentOfRow(type, row) } : {}

/** Returns the texts of a request, each with the compartment in which it is sealed. */
export const textsSent = (
  type: AnyRecordType,
  { texts }: Sent,
  row: Readonly<Record<string, unknown>> & { id: string; caseId: string | null },
  input: Readonly<Record<string, unknown>>,
): NewText[] =>
  texts.flatMap(({ as, field }) => {
    const text = input[as]
    if (typeof text !== 'string') return []
    const { id, caseId } = row
    const compartment = sealedIn(type, field, row)
    return [{ caseId, compartment, subjectKind: type.name, subjectId: id, field, text }]
  })

const sealedIn = (type: AnyRecordType, field: string, row: Readonly<Record<string, unknown>>): OpenCompartment => {
  const own = type.allFields[field]?.sealedIn
  const named = typeof own === 'object' ? row[own.field] : (own ?? compartmentOfRow(type, row))
  const compartment = openCompartments.find((one) => one === named)
  if (compartment === undefined) throw new Error(`the text ${field} of a ${type.name} has no compartment`)
  return compartment
}
