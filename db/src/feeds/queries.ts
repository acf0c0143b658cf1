import type { Feed, Program } from '@palermo/shared/feeds/contract.ts'
import { type Db, type RequestContext, readPipelined, type Tx } from '../actor.ts'
import { parseDocument } from '../json.ts'
import { onSlot } from '../screen.ts'
import type { SlotSql } from '../slots.ts'

const feeds = (sql: SlotSql) => sql<{ madeAt: string; expiresAt: string; readers: string }[]>`
  select f.made_at as "madeAt", f.expires_at as "expiresAt",
      (select coalesce(json_agg(json_build_object('program', r.program, 'firstAt', r.first_at, 'lastAt', r.last_at, 'reads', r.reads)
        order by r.last_at desc), '[]') from app.feed_readers r where r.person_id = f.person_id)::text as readers
    from app.calendar_feeds f where f.expires_at > app.now()`

const feedOf = (rows: readonly { madeAt: string; expiresAt: string; readers: string }[]): Feed | null => {
  const [row] = rows
  return row ? { ...row, readers: parseDocument<Feed['readers']>(row.readers) } : null
}

/** One's own, or null. */
export const readFeed = async (db: Db, who: RequestContext): Promise<Feed | null> =>
  feedOf((await readPipelined(db, who, (sql) => [feeds(sql)])).rows[0])

export const feedIn = async ({ sql }: Tx): Promise<Feed | null> => feedOf(await feeds(sql))

/** When something is due, and how many. */
export interface Due {
  dueAt: string
  count: number
}

/** What the holder of a feed's secret gets; undefined for a secret that is none. Each look leaves its line in the log. */
export const readCalendar = async (
  db: Db,
  secret: Uint8Array,
  { program, request }: { program: Program; request: string },
): Promise<{ due: Due[]; zone: string; now: string } | undefined> => {
  const [row] = await onSlot(
    db,
    (sql) => sql<{ due: string | null; zone: string; now: string }[]>`
      select app.calendar_feed(${Buffer.from(secret)}, ${program}, ${request}) as due, f.zone, app.now() as now from app.task_force f`,
  )
  return row?.due ? { due: parseDocument<Due[]>(row.due), zone: row.zone, now: row.now } : undefined
}
