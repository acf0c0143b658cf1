import { type Query, useQueryClient } from '@tanstack/react-query'
import { useSyncExternalStore } from 'react'
import { isCutOff } from '../problem.ts'

/** Whether data of this page failed to load, and how old the displayed data are. */
export interface Freshness {
  /** Whether at least one query has failed and has no data. */
  missing: boolean
  /**
   * The load time (milliseconds since 1970) of the oldest data that the last attempt could not refresh; 0 if there are
   * none.
   */
  staleSince: number
  /** The load time (milliseconds since 1970) of the oldest displayed data; 0 if there are none. */
  shownSince: number
}

/**
 * Whether the age of a query's data counts: not for texts of forms and numbers from the live stream, because these are
 * never loaded again at intervals.
 */
const isDated = (query: Query) =>
  query.queryKey[0] !== 'forms' &&
  query.observers.some(({ options }) => options.staleTime !== Number.POSITIVE_INFINITY && options.enabled !== false)

/**
 * Whether a query failed because the server did not answer. A refusal does not count: it is shown in its own place, and
 * a retry would not change it.
 */
export const isCutOffNow = ({ state }: Query): boolean => state.status === 'error' && isCutOff(state.error)

const freshnessOf = (queries: readonly Query[]): Freshness => {
  const oldest = (some: readonly Query[]) => Math.min(...some.map(({ state }) => state.dataUpdatedAt))
  const loaded = queries.filter(({ state }) => state.data !== undefined && state.dataUpdatedAt > 0)
  const stale = loaded.filter(isCutOffNow)
  return {
    missing: queries.some((query) => isCutOffNow(query) && query.state.data === undefined),
    staleSince: stale.length > 0 ? oldest(stale) : 0,
    shownSince: loaded.length > 0 ? oldest(loaded) : 0,
  }
}

/** Returns the freshness of the page's data, updated while the component is mounted. */
export const useFreshness = (): Freshness => {
  const cache = useQueryClient().getQueryCache()
  const read = () => JSON.stringify(freshnessOf(cache.findAll({ type: 'active' }).filter(isDated)))
  const now = useSyncExternalStore((listener) => cache.subscribe(listener), read)
  return JSON.parse(now) as Freshness
}
