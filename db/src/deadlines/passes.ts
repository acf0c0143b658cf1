import type { Tx } from '../actor.ts'
import type { SlotSql } from '../slots.ts'
import { type Change, move } from './moving.ts'
import { type Moving, type StandingClock, standingRows } from './recount.ts'

/**
 * Position of a worker that reads all running deadlines and moves those that a new profile or calendar affects. As long
 * as any process uses the old profile or calendar, deadlines may be started under it, also behind the position that the
 * worker has reached. Therefore a last pass begins when every process uses the new profile or calendar (`settled`);
 * after this pass no deadline is left under the old one.
 */
export interface Way {
  /** The id of the deadline that was read last; null between two passes. */
  reached: string | null
  /**
   * Whether the current or latest pass began after all processes used the new profile or calendar; null before the
   * first pass.
   */
  lastPass: boolean | null
}

/** The result of reading one page of deadlines and moving the affected deadlines. */
export interface MovedPage {
  moved: number
  read: number
  /** Whether the caller should call again at once. If false, the last pass may still follow later. */
  more: boolean
}

export const nothingToDo: MovedPage = { moved: 0, read: 0, more: false }

/**
 * Maximum number of deadlines that one transaction reads and may move. The number is small, so that users of these
 * deadlines wait only briefly.
 */
export const clocksAtOnce = 200

/**
 * Returns the position at which the next page begins; undefined while the last pass waits until all processes use the
 * new profile or calendar.
 */
export const nextPage = ({ reached, lastPass }: Way, settled: boolean): Way | undefined => {
  if (reached !== null) return { reached, lastPass }
  if (lastPass !== null && !settled) return undefined
  return { reached: null, lastPass: settled }
}

/** Returns the position after this page. `done` is true if no deadline is left. */
const afterPage = (page: Way, clocks: readonly { id: string }[], most: number): Way & { done: boolean } => {
  const isEnd = clocks.length < most
  return {
    reached: isEnd ? null : (clocks.at(-1)?.id ?? null),
    lastPass: page.lastPass,
    done: isEnd && page.lastPass === true,
  }
}

interface Wanted {
  keys: readonly string[]
  ofProfile: string | null
  /** If set, the pass reads only deadlines under profile versions earlier than this version; null for all deadlines. */
  earlier: string | null
}

const readPage = (sql: SlotSql, { keys, ofProfile, earlier }: Wanted, { reached }: Way, most: number) =>
  standingRows(sql`select s.*, null as "closedAt"
    from app.standing_clocks_page(${ofProfile}, ${earlier}, ${[...keys]}::text[], ${reached}::uuid, ${most}) s`)

interface Page {
  page: Way
  wanted: Wanted
  most: number
}

/**
 * Reads a page of deadlines and moves the affected deadlines, with a notification to both parties of each. The caller
 * stores `after` and the number of moved deadlines in the same transaction.
 */
export const movePage = async (
  tx: Tx,
  { page, wanted, most }: Page,
  movingOf: (clocks: readonly StandingClock[]) => readonly Moving[],
  changeOf: (moving: Moving) => Change,
): Promise<{ page: MovedPage; after: Way & { done: boolean } }> => {
  const clocks = await readPage(tx.sql, wanted, page, most)
  const moving = movingOf(clocks)
  for (const one of moving) await move(tx, one.clock, one.law, one.course, changeOf(one))
  const after = afterPage(page, clocks, most)
  return { page: { moved: moving.length, read: clocks.length, more: after.reached !== null }, after }
}
