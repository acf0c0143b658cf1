import { DeadLetter, type DeadLetterQuery } from '@palermo/shared/notices/dead.ts'
import { Problem } from '@palermo/shared/problem.ts'
import { type Db, type RequestContext, read, write } from '../actor.ts'
import { cursorOf, pageFrom } from '../keyset.ts'
import { instant, number, oneOf, orNull, rowsOf, text } from '../readers.ts'

const deadRows = rowsOf({
  id: text,
  channel: oneOf(DeadLetter.shape.channel.options),
  topic: text,
  tries: number,
  error: orNull(text),
  at: instant,
})
const numberRows = rowsOf({ n: number })

/** Lists dead letters, newest first, for administrators. @throws Problem not-allowed, bad-request */
export const listDeadLetters = async (
  db: Db,
  who: RequestContext,
  query: DeadLetterQuery,
): Promise<{ items: DeadLetter[]; nextCursor: string | null }> => {
  const [at, id] = cursorOf(query.cursor)
  const { actor, rows } = await read(db, who, (sql) => [
    deadRows(sql`
      select id, channel, topic, tries, error, at from app.dead_letters(${at}::timestamptz, ${id}::uuid, ${query.limit + 1})`),
  ])
  if (actor.function !== 'administrator') throw new Problem('not-allowed')
  return pageFrom(rows[0], query.limit, ({ at, id }) => [at, id])
}

/**
 * Retries dead letters with the full number of attempts, or discards them. Messages that are no longer dead are
 * ignored, so that two clicks have the effect of one.
 * @returns the number of changed messages
 */
export const settleDeadLetters = (
  db: Db,
  who: RequestContext,
  ids: readonly string[],
  how: 'retry' | 'discard',
): Promise<number> =>
  write(db, who, async ({ sql }, actor) => {
    if (actor.function !== 'administrator') throw new Problem('not-allowed')
    const wanted = sql`${[...ids]}::text[]::uuid[]`
    const [row] = await numberRows(sql`
      select ${how === 'retry' ? sql`app.retry_dead_letters(${wanted})` : sql`app.discard_dead_letters(${wanted})`} as n`)
    return row?.n ?? 0
  })
