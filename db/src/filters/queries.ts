import type { SavedFilter } from '@palermo/shared/filters/contract.ts'
import { Problem } from '@palermo/shared/problem.ts'
import { eq } from 'drizzle-orm'
import { type RequestContext, read, type Tx } from '../actor.ts'
import type { Database } from '../database.ts'
import { prepared } from '../prepared.ts'
import { openFilter } from './sealed-filter.ts'
import { savedFilters } from './table.ts'

const { id, page, sealed, opens } = savedFilters
const columns = { id, page, sealed, opens }
const everyFilter = prepared((build) => build.select(columns).from(savedFilters).orderBy(page, savedFilters.place))
const oneFilter = prepared((build, wanted: { id: string }) =>
  build.select(columns).from(savedFilters).where(eq(id, wanted.id)),
)

/** Lists the saved filters of the actor, of every list, oldest first. */
export const listFilters = async (db: Database, who: RequestContext): Promise<{ items: SavedFilter[] }> => {
  const { rows } = await read(db, who, (sql) => [everyFilter(sql)])
  return { items: rows[0].flatMap((row) => openFilter(db.ring, row) ?? []) }
}

/** Reads one saved filter. @throws Problem not-found */
export const filterIn = async (db: Database, { sql }: Tx, filter: string): Promise<SavedFilter> => {
  const [row] = await oneFilter(sql, { id: filter })
  const found = row && openFilter(db.ring, row)
  if (!found) throw new Problem('not-found')
  return found
}
