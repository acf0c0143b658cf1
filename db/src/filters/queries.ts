import type { SavedFilter } from '@palermo/shared/filters/contract.ts'
import { Problem } from '@palermo/shared/problem.ts'
import { type RequestContext, readPipelined, type Tx } from '../actor.ts'
import type { Database } from '../database.ts'
import type { SlotSql } from '../slots.ts'
import { type FilterRow, openFilter } from './sealed-filter.ts'

const filters = (sql: SlotSql) => sql`select id, page, sealed, opens from app.saved_filters`

/** One's own, of every list, in the order in which they were kept. */
export const listFilters = async (db: Database, who: RequestContext): Promise<{ items: SavedFilter[] }> => {
  const { rows } = await readPipelined(db, who, (sql) => [sql<FilterRow[]>`${filters(sql)} order by page, place`])
  return { items: rows[0].flatMap((row) => openFilter(db.ring, row) ?? []) }
}

/** @throws Problem not-found */
export const filterIn = async (db: Database, { sql }: Tx, id: string): Promise<SavedFilter> => {
  const [row] = await sql<FilterRow[]>`${filters(sql)} where id = ${id}`
  const found = row && openFilter(db.ring, row)
  if (!found) throw new Problem('not-found')
  return found
}
