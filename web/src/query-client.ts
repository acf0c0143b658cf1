import { QueryClient } from '@tanstack/react-query'
import { Refused, Unreachable } from './problem.ts'

const mayPass = (error: unknown) =>
  (error instanceof Unreachable && error.why === 'slow') ||
  (error instanceof Refused && (error.problem === 'unavailable' || error.problem === 'unexpected'))

/** Creates the query client: reads are retried if a retry can help, actions are never retried automatically. */
export const makeQueryClient = (): QueryClient =>
  new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 10_000,
        gcTime: 5 * 60_000,
        networkMode: 'always',
        retry: (failures, error) => failures < 2 && mayPass(error),
        retryDelay: (attempt) => Math.min(1000 * 2 ** attempt, 5000),
      },
      mutations: { networkMode: 'always', retry: false },
    },
  })

/**
 * Whether the page shows the query's error instead of its content: only if the query has no data. For a page that
 * consists of one list, which would otherwise look empty.
 */
export const orTrouble = (_: Error, query: { state: { data: unknown } }): boolean => query.state.data === undefined
