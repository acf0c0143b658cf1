import { WorkList, WorkNumbers } from '@palermo/shared/dashboards/contract.ts'
import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query'
import { api, signedIn } from '../api.ts'
import { readProblem } from '../problem.ts'
import type { Filters, WorkListSearch } from './search.ts'

export const numbersQuery = (filters: Filters) =>
  queryOptions({
    queryKey: ['dashboards', 'work', filters],
    // Another filter keeps the numbers on the screen until its own have come.
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

/** The same numbers as a file. It is fetched, and not linked to, as the bearer token travels in a header. */
export const takeAway = async (path: string, query: Filters | WorkListSearch): Promise<void> => {
  const response = await signedIn(`${path}?${new URLSearchParams({ ...wordsOf(query), format: 'csv' })}`, {
    timeout: 60_000,
  })
  if (!response.ok) throw await readProblem(response)
  const link = document.createElement('a')
  link.href = URL.createObjectURL(await response.blob())
  link.download = /filename="?([^";]+)/.exec(response.headers.get('content-disposition') ?? '')?.[1] ?? 'palermo.csv'
  link.click()
  URL.revokeObjectURL(link.href)
}

const wordsOf = (query: Filters | WorkListSearch): Record<string, string> =>
  Object.fromEntries(
    Object.entries(query)
      .filter(([, value]) => value !== undefined)
      .map(([name, value]) => [name, String(value)]),
  )
