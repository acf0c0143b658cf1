import { encodeCursor } from '@palermo/shared/page.ts'
import { Problem } from '@palermo/shared/problem.ts'
import type { WorkItemCounts, WorkItemQuery } from '@palermo/shared/work-items/contract.ts'
import type { RequestContext } from '../actor.ts'
import type { Database } from '../database.ts'
import { cursorOf } from '../keyset.ts'
import { number, orNull, rowsOf, text } from '../readers.ts'
import { onSlot } from '../screen.ts'

const pageRows = rowsOf({ items: text, place_due: orNull(text), place_id: orNull(text) })
const countRows = rowsOf({ owes: number, isOwed: number, late: number, mine: number })

/**
 * Lists work that the agency owes or waits for, soonest first, by one statement and one index scan at any size. The
 * database returns the page as the JSON text of a `WorkItemPage`, which the server sends on without parsing, because
 * this is the most used page.
 * @throws Problem bad-request, not-signed-in
 */
export const listWorkItems = async (db: Database, who: RequestContext, query: WorkItemQuery): Promise<string> => {
  const [after, afterId] = cursorOf(query.cursor)
  const [page] = await onSlot(db, (sql) =>
    pageRows(sql`
      select * from app.work_items_page(${Buffer.from(who.secret)}, ${who.request}, ${query.side}, ${query.late ?? false},
        ${query.mine ?? false}, ${query.step ?? null}, ${query.agency ?? null}, ${query.urgency ?? null}, ${after}, ${afterId}, ${query.limit})`),
  )
  if (!page) throw new Problem('not-signed-in')
  const { items, place_due, place_id } = page
  const cursor = place_due === null || place_id === null ? null : encodeCursor([place_due, place_id])
  return `{"items":${items.replaceAll('+00"', 'Z"')},"nextCursor":${JSON.stringify(cursor)}}`
}

export const countWorkItems = async (db: Database, who: RequestContext): Promise<WorkItemCounts> => {
  const [row] = await onSlot(db, (sql) =>
    countRows(sql`
      select owes, is_owed as "isOwed", late, mine from app.work_item_counts(${Buffer.from(who.secret)}, ${who.request})`),
  )
  if (!row) throw new Problem('not-signed-in')
  return row
}
