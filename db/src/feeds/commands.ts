import { createHash, randomBytes } from 'node:crypto'
import { type Feed, feedLife } from '@palermo/shared/feeds/contract.ts'
import { asActor, type Db, type RequestContext, type Tx } from '../actor.ts'
import { feedIn } from './queries.ts'

/** Makes one's calendar, or renews its address: whoever had the old one has nothing from now on. */
export const makeFeed = (db: Db, who: RequestContext): Promise<{ feed: Feed; secret: string }> =>
  asActor(db, who, async (tx, actor) => {
    const secret = randomBytes(32)
    // Of several at once each ends the one before it.
    await tx.sql`select app.wait_for_turn(${`feed ${actor.personId}`})`
    await endFeedIn(tx, actor.personId)
    await tx.sql`insert into app.calendar_feeds (person_id, secret_hash, expires_at)
      values (${actor.personId}, ${createHash('sha256').update(secret).digest()}, app.now() + make_interval(days => ${feedLife}))`
    const feed = await feedIn(tx)
    if (!feed) throw new Error('a calendar that was made is not there')
    return { feed, secret: secret.toString('base64url') }
  })

/** Ends it at once, everywhere. */
export const endFeed = (db: Db, who: RequestContext): Promise<void> =>
  asActor(db, who, (tx, { personId }) => endFeedIn(tx, personId))

const endFeedIn = async ({ sql }: Tx, personId: string): Promise<void> => {
  await sql`delete from app.feed_readers where person_id = ${personId}`
  await sql`delete from app.calendar_feeds where person_id = ${personId}`
}
