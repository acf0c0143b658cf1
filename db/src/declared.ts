import type { Compartment } from '@palermo/shared/compartments.ts'
import { recordTypes } from '@palermo/shared/record-types.ts'

const tables: Readonly<Record<string, string>> = Object.fromEntries(
  recordTypes.map(({ name, plural }) => [name, plural]),
)
const compartments: Readonly<Record<string, Compartment>> = Object.fromEntries(
  recordTypes.flatMap(({ name, compartment }) => (typeof compartment === 'string' ? [[name, compartment]] : [])),
)

/** Returns the table of a record type. @throws Error if no type with this name is declared */
export const tableOf = (type: string): string => {
  const table = tables[type]
  if (table === undefined) throw new Error(`${type} is no record type`)
  return table
}

/** The tables of all record types, by the name of the type. */
export const tablesByType = tables

/**
 * Returns the compartment whose readers may know that a record of this type exists; C0 if each row names its own
 * compartment.
 */
export const compartmentOf = (type: string): Compartment => compartments[type] ?? 'C0'
