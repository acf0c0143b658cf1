import { type Cursor, decodeCursor, encodeCursor } from '@palermo/shared/page.ts'
import { Problem } from '@palermo/shared/problem.ts'

const instant = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,6})?Z$/

/**
 * Parses a cursor: the position after which a page ordered by time starts; nulls for the first page.
 * @param form the pattern of the sort key, if the key is no instant
 * @throws Problem bad-request for a cursor that this product did not write
 */
export const cursorOf = (text: string | undefined, form = instant): Cursor | [null, null] => {
  if (text === undefined) return [null, null]
  const cursor = decodeCursor(text)
  if (!cursor || !form.test(cursor[0]) || Number.isNaN(Date.parse(cursor[0])))
    throw new Problem('bad-request', 'This cursor is not one of ours.')
  return cursor
}

/**
 * Makes a page from the rows found. One row more than the page size was read; this row shows that there is a next page.
 */
export const pageFrom = <T>(
  found: readonly T[],
  limit: number,
  place: (last: T) => Cursor,
): { items: T[]; nextCursor: string | null } => {
  const items = found.slice(0, limit)
  const last = found.length > limit ? items.at(-1) : undefined
  return { items, nextCursor: last === undefined ? null : encodeCursor(place(last)) }
}
