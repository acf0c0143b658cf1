import { Found, type Search, shortestSearch } from '@palermo/shared/search/contract.ts'
import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { api } from '../api.ts'

const minute = 60_000

/** The search results for a text; for a text that is too short, the server is not asked. */
export const foundQuery = (search: Search) =>
  queryOptions({
    queryKey: ['search', search],
    queryFn: ({ signal }) => api(Found, '/search', { method: 'POST', body: search, signal }),
    enabled: search.q.length >= shortestSearch,
    placeholderData: keepPreviousData,
    staleTime: minute,
    gcTime: minute,
  })
