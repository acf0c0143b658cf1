import type { PendingQuery, Row } from 'postgres'
import type { SlotSql } from '../slots.ts'

/**
 * Sends a statement whose text was written once, when its record type was loaded. PostgreSQL infers the types of its
 * values.
 */
export const statement = (sql: SlotSql, text: string, values: readonly unknown[]): PendingQuery<Row[]> => {
  // Cast: the client passes a value of any type on with type 0, which its declaration allows for text alone.
  const parameters = values.map((value) => sql.typed(value as string, 0))
  return sql.unsafe<Row[]>(text, parameters, { prepare: true })
}

/** Returns a name of a declaration as an identifier in SQL. @throws Error if the name is not a valid identifier */
export const identifier = (name: string): string => {
  if (!/^[a-z][a-z0-9_]*$/.test(name)) throw new Error(`${name} is no name of a table or column`)
  return `"${name}"`
}
