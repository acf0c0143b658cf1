import { customType, pgSchema, text } from 'drizzle-orm/pg-core'

// What each capability's `table.ts` is made of: the typed mirror of the migrations, which a test holds equal to the database.

/** What is worked with. */
export const app = pgSchema('app')
/** Who may: sessions and passwords, read by no process that answers requests. */
export const authz = pgSchema('authz')
/** The access log. */
export const aud = pgSchema('aud')

/** One of a contract's own list; a check in the database holds the same list. */
export const oneOf = <const C extends string>(name: string, list: readonly C[]) =>
  text(name, { enum: list as readonly [C, ...C[]] })
/** A code, key or reference of ours or of a standard's: nothing that anybody typed. */
export const code = customType<{ data: string }>({ dataType: () => 'text' })
/** What an agency, a colleague, a place or a source is called. Never a presumed victim's name, and never a story: words of
 * people are sealed, in the tables of their compartment. */
export const label = customType<{ data: string }>({ dataType: () => 'text' })

/** RFC 3339 in UTC, all six digits kept. */
export const instant = customType<{ data: string }>({ dataType: () => 'timestamp with time zone' })
export const bytes = customType<{ data: Uint8Array }>({ dataType: () => 'bytea' })
/** A transaction's number over the whole life of a cluster, so that none is met twice. */
export const transactionId = customType<{ data: string }>({ dataType: () => 'xid8' })
