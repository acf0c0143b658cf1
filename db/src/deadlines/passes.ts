import type { Tx } from '../actor.ts'
import type { SlotSql } from '../slots.ts'
import { type Change, move } from './moving.ts'
import type { Moving, StandingClock } from './recount.ts'

/**
 * How far a worker is in reading the clocks that stand, to move those that must. While some process still goes by the old
 * numbers a clock may be started under them, before the place that was reached as well as behind it: so there is one pass at
 * once, for all that stand, and one that begins when every process has read the new ones (`settled`), after which none is left.
 */
export interface Way {
  /** The clock that was read last; null between two passes. */
  reached: string | null
  /** Whether this pass, or the latest, began when all was settled; null before the first. */
  lastPass: boolean | null
}

/** What one call did. */
export interface MovedPage {
  moved: number
  read: number
  /** Whether to go on at once. Where it is false there may still be the last pass to come, in a while. */
  more: boolean
}

export const nothingToDo: MovedPage = { moved: 0, read: 0, more: false }

/** Clocks read in one transaction, and so at most moved in it: those who work with them wait for no more. */
export const clocksAtOnce = 200

/** Where the next page begins; undefined while there is nothing to read before all is settled. */
export const nextPage = ({ reached, lastPass }: Way, settled: boolean): Way | undefined => {
  if (reached !== null) return { reached, lastPass }
  if (lastPass !== null && !settled) return undefined
  return { reached: null, lastPass: settled }
}

/** Where it is after this page; `done` where none is left. */
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
  /** Only those that run under a version before this one. */
  earlier: string | null
}

const readPage = (sql: SlotSql, { keys, ofProfile, earlier }: Wanted, { reached }: Way, most: number) =>
  sql<StandingClock[]>`select s.*, null as "closedAt"
    from app.standing_clocks_page(${ofProfile}, ${earlier}, ${[...keys]}::text[], ${reached}::uuid, ${most}) s`

interface Page {
  page: Way
  wanted: Wanted
  most: number
}

/**
 * Reads a page and moves what must move of it, each told to both its ends. The caller writes down `after` in the same
 * transaction, with how many it moved.
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
