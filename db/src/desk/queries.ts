import type { Sector } from '@palermo/shared/actor.ts'
import type { DeskCounts, DeskItem, DeskQuery } from '@palermo/shared/desk/contract.ts'
import { encodeCursor } from '@palermo/shared/page.ts'
import { Problem } from '@palermo/shared/problem.ts'
import type { Who } from '../actor.ts'
import type { Database } from '../database.ts'
import { cursorOf } from '../keyset.ts'
import { onSlot } from '../screen.ts'

/** What is owed, or is owed to us, soonest first: one message, one index scan at any size. @throws Problem bad-request */
export const listDesk = async (
  db: Database,
  who: Who,
  query: DeskQuery,
): Promise<{ items: DeskItem[]; nextCursor: string | null }> => {
  const [after, afterId] = cursorOf(query.cursor)
  const found = await onSlot(
    db,
    (sql) => sql<
      DeskRow[]
    >`select * from app.desk_screen(${Buffer.from(who.secret)}, ${who.request}, ${query.side}, ${query.late ?? false},
      ${query.mine ?? false}, ${query.step ?? null}, ${query.agency ?? null}, ${query.urgency ?? null},
      ${after}, ${afterId}, ${query.limit + 1})`,
  )
  const items = found.slice(0, query.limit).map(presentItem)
  const last = found.length > query.limit ? items.at(-1) : undefined
  return { items, nextCursor: last ? encodeCursor([last.dueAt, last.id]) : null }
}

type DeskRow = Omit<DeskItem, 'counterparty'> & { otherId: string | null; otherName: string; otherSector: Sector }

const presentItem = ({ otherId, otherName, otherSector, ...item }: DeskRow): DeskItem => ({
  ...item,
  counterparty: otherId === null ? null : { id: otherId, name: otherName, sector: otherSector },
})

export const countDesk = async (db: Database, who: Who): Promise<DeskCounts> => {
  const [row] = await onSlot(
    db,
    (sql) =>
      sql<
        DeskCounts[]
      >`select owes, is_owed as "isOwed", late, mine from app.desk_counts(${Buffer.from(who.secret)}, ${who.request})`,
  )
  if (!row) throw new Problem('not-signed-in')
  return row
}
