import { type Moves, type MovesPage, movesShown } from '@palermo/shared/deadlines/moves.ts'
import { useEffect, useRef, useState } from 'react'

/** Requests the page of the preview that follows the deadline with the id `after`; for null, the first page. */
export type AskMoves<Page> = (after: string | null, signal: AbortSignal) => Promise<Page>

/** The state of a preview: the last page, and the deadlines and counts of all pages loaded so far. */
export interface Counting<Page> {
  page: Page
  moves: Moves
  counted: number
  isDone: boolean
}

/** Yields the state of the preview after each page; requests no further page after an abort. */
async function* countMoves<Page extends { moves: MovesPage }>(ask: AskMoves<Page>, signal: AbortSignal) {
  let so: Counting<Page> | undefined
  let after: string | null = null
  do {
    const page: Page = await ask(after, signal)
    so = withPage(so, page)
    yield so
    after = page.moves.next
  } while (after !== null && !signal.aborted)
}

const withPage = <Page extends { moves: MovesPage }>(so: Counting<Page> | undefined, page: Page): Counting<Page> => {
  const { moves } = page
  return {
    page,
    counted: (so?.counted ?? 0) + moves.counted,
    isDone: moves.next === null,
    moves: {
      standing: moves.standing ?? so?.moves.standing ?? 0,
      count: (so?.moves.count ?? 0) + moves.count,
      items: [...(so?.moves.items ?? []), ...moves.items]
        .sort((one, other) => Date.parse(one.oldDueAt) - Date.parse(other.oldDueAt))
        .slice(0, movesShown),
    },
  }
}

interface So<Page> {
  ask: AskMoves<Page>
  counting?: Counting<Page>
  error?: unknown
  isStopped?: boolean
}

/**
 * Loads the preview that `ask` requests, page by page until `stop` is called, and starts again whenever `ask` changes.
 * Results of an earlier `ask` are not returned.
 */
export const useCounting = <Page extends { moves: MovesPage }>(ask: AskMoves<Page> | undefined) => {
  const [so, setSo] = useState<So<Page>>()
  const abort = useRef<AbortController>(undefined)
  useEffect(() => {
    if (!ask) return
    const controller = new AbortController()
    abort.current = controller
    const count = async () => {
      for await (const counting of countMoves(ask, controller.signal)) setSo({ ask, counting })
    }
    count().catch((error: unknown) => controller.signal.aborted || setSo({ ask, error }))
    return () => controller.abort()
  }, [ask])
  const { counting, error, isStopped = false } = (ask && so?.ask === ask ? so : undefined) ?? {}
  return {
    counting,
    error,
    isStopped,
    isCounting: ask !== undefined && error === undefined && !isStopped && !counting?.isDone,
    stop: () => {
      abort.current?.abort()
      setSo((one) => one && { ...one, isStopped: true })
    },
  }
}
