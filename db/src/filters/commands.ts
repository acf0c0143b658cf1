import {
  type ChangeFilter,
  type FilterPage,
  mostFilters,
  type NewFilter,
  type SavedFilter,
} from '@palermo/shared/filters/contract.ts'
import { Problem } from '@palermo/shared/problem.ts'
import { v7 } from 'uuid'
import { asActor, type RequestContext, type Tx } from '../actor.ts'
import type { Database } from '../database.ts'
import { once, type Retry } from '../idempotency.ts'
import { filterIn } from './queries.ts'
import { sealFilter } from './sealed-filter.ts'

/** Keeps what a list is filtered by. @throws Problem invalid where the list has as many as one may keep */
export const keepFilter = (db: Database, who: RequestContext, retry: Retry, input: NewFilter): Promise<SavedFilter> =>
  asActor(db, who, async (tx, actor) => {
    const fresh = v7()
    const id = await once(tx, actor, retry, fresh, async () => {
      // Whoever keeps two at once has room for both.
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

/** Calls it otherwise, or lets the list open with it. @throws Problem not-found */
export const changeFilter = (
  db: Database,
  who: RequestContext,
  id: string,
  { label, opens }: ChangeFilter,
): Promise<SavedFilter> =>
  asActor(db, who, async (tx) => {
    const before = await filterIn(db, tx, id)
    if (opens && !before.opens) await opensNoMore(tx, before.page)
    await tx.sql`update app.saved_filters set sealed = ${sealFilter(db.ring, id, { ...before, label })}, opens = ${opens} where id = ${id}`
    return filterIn(db, tx, id)
  })

/** @throws Problem not-found */
export const dropFilter = (db: Database, who: RequestContext, id: string): Promise<void> =>
  asActor(db, who, async ({ sql }) => {
    const dropped = await sql`delete from app.saved_filters where id = ${id} returning id`
    if (dropped.length === 0) throw new Problem('not-found')
  })

const opensNoMore = ({ sql }: Tx, page: FilterPage) =>
  sql`update app.saved_filters set opens = false where page = ${page} and opens`
