import type { Tx } from '../actor.ts'
import type { SlotSql } from '../slots.ts'
import { type Change, move } from './moving.ts'
import { type Moving, type StandingClock, standingRows } from './recount.ts'

/**
 * Progress of a worker that reads all running clocks and moves those that a new profile or calendar affects. While any
 * process still uses the old numbers, a new clock may start under them, before or behind the current position. So one
 * pass runs at a time, and a last one (`settled`) begins once every process has read the new numbers; after it no old
 * clock is left.
 */
export interface Way {
  /** The clock that was read last; null between two passes. */
  reached: string | null
  /** Whether the current or latest pass began after all processes had the new numbers; null before the first. */
  lastPass: boolean | null
}

/** The result of one call. */
export interface MovedPage {
  moved: number
  read: number
  /** Whether the caller should call again at once. If false, the last pass may still follow later. */
  more: boolean
}

export const nothingToDo: MovedPage = { moved: 0, read: 0, more: false }

/** Clocks read, and at most moved, in one transaction; it limits how long users of these clocks wait. */
export const clocksAtOnce = 200

/** Where the next page begins; undefined if the pass waits until all processes have the new numbers. */
export const nextPage = ({ reached, lastPass }: Way, settled: boolean): Way | undefined => {
  if (reached !== null) return { reached, lastPass }
  if (lastPass !== null && !settled) return undefined
  return { reached: null, lastPass: settled }
}

/** The position after this page; `done` if no clock is left. */
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
  /** Only clocks under an earlier version than this one. */
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
 * Reads a page and moves the affected clocks, with a notification to both parties of each. The caller stores `after`
 * and the number of moved clocks in the same transaction.
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
