import {
  type ChangeFilter,
  type FilterPage,
  mostFilters,
  type NewFilter,
  type SavedFilter,
} from '@palermo/shared/filters/contract.ts'
import { Problem } from '@palermo/shared/problem.ts'
import { and, eq } from 'drizzle-orm'
import { v7 } from 'uuid'
import { type RequestContext, type Tx, write } from '../actor.ts'
import type { Database } from '../database.ts'
import { once, type Retry } from '../idempotency.ts'
import { prepared } from '../prepared.ts'
import { filterIn } from './queries.ts'
import { sealFilter } from './sealed-filter.ts'
import { savedFilters } from './table.ts'

/**
 * Saves the filter of a list.
 * @throws Problem invalid if the maximum for this list is reached
 */
export const keepFilter = (db: Database, who: RequestContext, retry: Retry, input: NewFilter): Promise<SavedFilter> =>
  write(db, who, async (tx, actor) => {
    const fresh = v7()
    const id = await once(tx, actor, retry, fresh, async () => {
      // Calls at the same time run one after the other, so that each counts the filters that the others saved.
      await tx.sql`select app.wait_for_turn(${`filters ${actor.personId}`})`
      if (input.opens) await opensNoMore(tx, input.page)
      const kept = await tx.sql`
        insert into app.saved_filters (id, person_id, page, place, sealed, opens)
        select ${fresh}, ${actor.personId}, ${input.page}, min(free), ${sealFilter(db.ring, fresh, input)}, ${input.opens}
          from generate_series(1, ${mostFilters}::int) free
         where not exists (select from app.saved_filters f where f.page = ${input.page} and f.place = free)
        having min(free) is not null
        returning id`
      if (kept.length === 0)
        throw new Problem('invalid', undefined, {
          errors: [{ pointer: '/page', detail: `has ${mostFilters} saved filters already` }],
        })
    })
    return filterIn(db, tx, id)
  })

/**
 * Renames a filter, or makes it the default of its list.
 * @throws Problem not-found
 */
export const changeFilter = (
  db: Database,
  who: RequestContext,
  id: string,
  { label, opens }: ChangeFilter,
): Promise<SavedFilter> =>
  write(db, who, async (tx) => {
    const before = await filterIn(db, tx, id)
    if (opens && !before.opens) await opensNoMore(tx, before.page)
    await rewrite(tx.sql, { id, sealed: sealFilter(db.ring, id, { ...before, label }), opens })
    return filterIn(db, tx, id)
  })

/** Deletes a saved filter. @throws Problem not-found */
export const dropFilter = (db: Database, who: RequestContext, id: string): Promise<void> =>
  write(db, who, async ({ sql }) => {
    const dropped = await remove(sql, { id })
    if (dropped.length === 0) throw new Problem('not-found')
  })

const opensNoMore = ({ sql }: Tx, page: FilterPage) => closeAll(sql, { page })

const rewrite = prepared(
  (build, { id, sealed, opens }: Pick<typeof savedFilters.$inferSelect, 'id' | 'sealed' | 'opens'>) =>
    build.update(savedFilters).set({ sealed, opens }).where(eq(savedFilters.id, id)),
)
const remove = prepared((build, { id }: { id: string }) =>
  build.delete(savedFilters).where(eq(savedFilters.id, id)).returning({ id: savedFilters.id }),
)
const closeAll = prepared((build, { page }: { page: FilterPage }) =>
  build
    .update(savedFilters)
    .set({ opens: false })
    .where(and(eq(savedFilters.page, page), savedFilters.opens)),
)
