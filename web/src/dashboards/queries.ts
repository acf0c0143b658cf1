import { WorkList, WorkNumbers } from '@palermo/shared/dashboards/contract.ts'
import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query'
import { api } from '../api.ts'
import type { Filters, WorkListSearch } from './search.ts'

export const numbersQuery = (filters: Filters) =>
  queryOptions({
    queryKey: ['dashboards', 'work', filters],
    // After a change of filters the earlier figures stay visible until the new figures have loaded.
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) => api(WorkNumbers, '/dashboards/work', { query: filters, signal }),
  })

export const workListQuery = (search: WorkListSearch) =>
  infiniteQueryOptions({
    queryKey: ['dashboards', 'list', search],
    queryFn: ({ pageParam, signal }) =>
      api(WorkList, '/dashboards/work/list', { query: { ...search, cursor: pageParam }, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ nextCursor }) => nextCursor,
  })

/** Returns the path from which the figures or the list under `path` are downloaded as CSV. */
export const filePath = (path: string, query: Filters | WorkListSearch): string =>
  `${path}?${new URLSearchParams({ ...wordsOf(query), format: 'csv' })}`

const wordsOf = (query: Filters | WorkListSearch): Record<string, string> =>
  Object.fromEntries(
    Object.entries(query)
      .filter(([, value]) => value !== undefined)
      .map(([name, value]) => [name, String(value)]),
  )
