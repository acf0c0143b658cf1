import { type Query, useQueryClient } from '@tanstack/react-query'
import { useSyncExternalStore } from 'react'
import { isCutOff } from '../problem.ts'

/** What of the queries of this page could not be loaded, and how old the oldest is that could not be read again. */
export interface Freshness {
  /** At least one has nothing to show. */
  missing: boolean
  /** Milliseconds at which the oldest was loaded that the last try could not read again; 0 where all are up to date. */
  staleSince: number
  /** When the oldest that is shown was loaded; 0 where nothing is. */
  shownSince: number
}

/** Words of forms and what the live stream counts are never read again by themselves, and grow no older. */
const isDated = (query: Query) =>
  query.queryKey[0] !== 'forms' &&
  query.observers.some(({ options }) => options.staleTime !== Number.POSITIVE_INFINITY && options.enabled !== false)

/** What the server refused is said in its own place, and trying again changes nothing. */
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

/** Followed for as long as the page stands. */
export const useFreshness = (): Freshness => {
  const cache = useQueryClient().getQueryCache()
  const read = () => JSON.stringify(freshnessOf(cache.findAll({ type: 'active' }).filter(isDated)))
  const now = useSyncExternalStore((listener) => cache.subscribe(listener), read)
  return JSON.parse(now) as Freshness
}
