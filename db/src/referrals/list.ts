import type { ReferralQuery, ReferralSummary } from '@palermo/shared/referrals/contract.ts'
import type { PendingQuery, Row } from 'postgres'
import { type RequestContext, read } from '../actor.ts'
import type { Database } from '../database.ts'
import { parseDocument } from '../json.ts'
import { cursorOf, pageFrom } from '../keyset.ts'
import { instant, rowsOf, text } from '../readers.ts'
import type { SlotSql } from '../slots.ts'

const foundRows = rowsOf({ summary: text, at: instant, id: text })

/** Lists one page of referrals: received, sent, or all of the team; newest or oldest first, or last updated first. */
export const listReferrals = async (
  db: Database,
  who: RequestContext,
  query: ReferralQuery,
): Promise<{ items: ReferralSummary[]; nextCursor: string | null }> => {
  const page = pageOf(query)
  const { rows } = await read(db, who, (sql) => [
    foundRows(sql`
      select row_to_json(s)::text as summary, p.at, p.id
        from (${page(sql)}) p cross join lateral (select * from app.referral_summaries one where one.id = p.id) s
       order by ${query.sort === 'oldest' ? sql`p.at, p.id` : sql`p.at desc, p.id desc`}`),
  ])
  const { items, nextCursor } = pageFrom(rows[0], query.limit, ({ at, id }) => [at, id])
  return { items: items.map(({ summary }) => parseDocument<ReferralSummary>(summary)), nextCursor }
}

/**
 * Finds the ids of one page before anything is joined. Sent and received referrals are read by one index scan each,
 * which stops at the end of the page; a page of the team merges the two.
 */
const pageOf = (query: ReferralQuery) => {
  const { box, sort, status, urgency, agency, open, limit } = query
  const [after, afterId] = cursorOf(query.cursor)
  return (sql: SlotSql) => {
    const since = box === 'inbox' ? sql`r.sent_at` : sql`r.created_at`
    const when = sort === 'changed' ? sql`r.updated_at` : since
    const [beyond, order] = sort === 'oldest' ? [sql`>`, sql`at, id`] : [sql`<`, sql`at desc, id desc`]
    const walk = (mine: PendingQuery<Row[]>) => sql`
      select r.id, ${when} as at from app.referrals r
       where ${mine} and ${since} is not null
         ${after === null ? sql`` : sql`and (${when}, r.id) ${beyond} (${after}::timestamptz, ${afterId}::uuid)`}
         and (${status ?? null}::text is null or r.status = ${status ?? null})
         and (${urgency ?? null}::text is null or app.urgency_now(r.urgency, r.sent_at, r.status) = ${urgency ?? null})
         and (${agency ?? null}::uuid is null or ${agency ?? null}::uuid in (r.from_agency_id, r.to_agency_id))
         and (not ${open ?? false} or r.ended_at is null)
       order by ${order} limit ${limit + 1}`
    const sent = sql`r.from_agency_id = (select agency_id from authz.me)`
    const received = sql`r.to_agency_id = (select agency_id from authz.me)`
    if (box === 'inbox') return walk(received)
    if (box === 'outbox') return walk(sql`${sent} and r.from_person_id = (select person_id from authz.me)`)
    // No referral appears twice, since sender and receiver are always different agencies.
    return sql`select * from ((${walk(sent)}) union all (${walk(received)})) both_ends order by ${order} limit ${limit + 1}`
  }
}
