import { customType, pgSchema, text } from 'drizzle-orm/pg-core'

// Column types for the `table.ts` of each capability. A `table.ts` declares in TypeScript the tables that the
// migrations create; a test compares the declarations with the database.

/** The database schema of case work. */
export const app = pgSchema('app')
/** The database schema of sessions and passwords, which no process that answers requests may read. */
export const authz = pgSchema('authz')
/** The database schema of the access log. */
export const aud = pgSchema('aud')

/** A column for one value of a list in the contract. A check constraint in the database has the same list. */
export const oneOf = <const C extends string>(name: string, list: readonly C[]) =>
  text(name, { enum: list as readonly [C, ...C[]] })
/**
 * A column for a code, key or reference from a list of this product or from a standard, never for text that a user
 * typed.
 */
export const code = customType<{ data: string }>({ dataType: () => 'text' })
/**
 * A column for the name of an agency, a staff member, a place or a source, never of a presumed victim. Free text about
 * persons is sealed, in the table of its compartment.
 */
export const label = customType<{ data: string }>({ dataType: () => 'text' })

/** A column for a time, written as RFC 3339 in UTC with all six decimal places. */
export const instant = customType<{ data: string }>({ dataType: () => 'timestamp with time zone' })
export const bytes = customType<{ data: Uint8Array }>({ dataType: () => 'bytea' })
/** A column for a 64-bit transaction number, which is never reused in the life of a cluster. */
export const transactionId = customType<{ data: string }>({ dataType: () => 'xid8' })
