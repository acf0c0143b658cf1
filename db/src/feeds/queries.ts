import { Feed, type Program } from '@palermo/shared/feeds/contract.ts'
import { z } from 'zod'
import { type Db, type RequestContext, read, type Tx } from '../actor.ts'
import { document, instant, orNull, rowsOf } from '../readers.ts'
import { onSlot } from '../screen.ts'
import type { SlotSql } from '../slots.ts'
import { taskForce } from '../table.ts'
import { calendarFeeds } from './table.ts'

const feedRows = rowsOf({
  madeAt: calendarFeeds.madeAt,
  expiresAt: calendarFeeds.expiresAt,
  readers: document(Feed.shape.readers),
})
const feeds = (sql: SlotSql) =>
  feedRows(sql`
  select f.made_at as "madeAt", f.expires_at as "expiresAt",
      (select coalesce(json_agg(json_build_object('program', r.program, 'firstAt', r.first_at, 'lastAt', r.last_at, 'reads', r.reads)
        order by r.last_at desc), '[]') from app.feed_readers r where r.person_id = f.person_id)::text as readers
    from app.calendar_feeds f where f.expires_at > app.now()`)

/** Reads the feed of the actor, or null if there is none. */
export const readFeed = async (db: Db, who: RequestContext): Promise<Feed | null> =>
  (await read(db, who, (sql) => [feeds(sql)])).rows[0][0] ?? null

export const feedIn = async ({ sql }: Tx): Promise<Feed | null> => (await feeds(sql))[0] ?? null

/** A due time, and the number of deadlines that are due then. */
const Due = z.object({ dueAt: z.string(), count: z.number() })
export type Due = z.infer<typeof Due>

const calendarRows = rowsOf({ due: orNull(document(z.array(Due))), zone: taskForce.zone, now: instant })

/** Reads the calendar for the holder of a feed's secret; undefined for an invalid secret. Each read is logged. */
export const readCalendar = async (
  db: Db,
  secret: Uint8Array,
  { program, request }: { program: Program; request: string },
): Promise<{ due: Due[]; zone: string; now: string } | undefined> => {
  const [row] = await onSlot(db, (sql) =>
    calendarRows(sql`
        select app.calendar_feed(${Buffer.from(secret)}, ${program}, ${request}) as due, f.zone, app.now() as now from app.task_force f`),
  )
  return row?.due ? { due: row.due, zone: row.zone, now: row.now } : undefined
}
