import { createHash, randomBytes } from 'node:crypto'
import { type Feed, feedLife } from '@palermo/shared/feeds/contract.ts'
import { eq, sql as fragment } from 'drizzle-orm'
import { type Db, type RequestContext, type Tx, write } from '../actor.ts'
import { prepared } from '../prepared.ts'
import { feedIn } from './queries.ts'
import { calendarFeeds, feedReaders } from './table.ts'

/** Creates the actor's calendar feed, or gives the feed a new address, after which the old address stops working. */
export const makeFeed = (db: Db, who: RequestContext): Promise<{ feed: Feed; secret: string }> =>
  write(db, who, async (tx, actor) => {
    const secret = randomBytes(32)
    // Concurrent calls run one after the other, so that each call ends the address that the earlier call made.
    await tx.sql`select app.wait_for_turn(${`feed ${actor.personId}`})`
    await endFeedIn(tx, actor.personId)
    await begin(tx.sql, { personId: actor.personId, secretHash: createHash('sha256').update(secret).digest() })
    const feed = await feedIn(tx)
    if (!feed) throw new Error('a calendar that was made is not there')
    return { feed, secret: secret.toString('base64url') }
  })

/** Ends the feed at once for all calendar programs that read it. */
export const endFeed = (db: Db, who: RequestContext): Promise<void> =>
  write(db, who, (tx, { personId }) => endFeedIn(tx, personId))

const endFeedIn = async ({ sql }: Tx, personId: string): Promise<void> => {
  await forgetReaders(sql, { personId })
  await forgetFeed(sql, { personId })
}

const begin = prepared(
  (build, { personId, secretHash }: Pick<typeof calendarFeeds.$inferInsert, 'personId' | 'secretHash'>) =>
    build.insert(calendarFeeds).values({
      personId,
      secretHash,
      expiresAt: fragment`app.now() + make_interval(days => ${feedLife})`,
    }),
)
const forgetReaders = prepared((build, { personId }: { personId: string }) =>
  build.delete(feedReaders).where(eq(feedReaders.personId, personId)),
)
const forgetFeed = prepared((build, { personId }: { personId: string }) =>
  build.delete(calendarFeeds).where(eq(calendarFeeds.personId, personId)),
)
