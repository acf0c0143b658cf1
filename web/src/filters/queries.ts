import { type ChangeFilter, type NewFilter, SavedFilter, SavedFilters } from '@palermo/shared/filters/contract.ts'
import { type QueryClient, queryOptions } from '@tanstack/react-query'
import { z } from 'zod'
import { api } from '../api.ts'

export const filtersQuery = queryOptions({
  queryKey: ['filters'],
  staleTime: 5 * 60_000,
  queryFn: ({ signal }) => api(SavedFilters, '/filters', { signal }),
})

const anew = async <T>(queryClient: QueryClient, done: Promise<T>): Promise<T> => {
  try {
    return await done
  } finally {
    await queryClient.invalidateQueries({ queryKey: filtersQuery.queryKey })
  }
}

export const keepFilter = (queryClient: QueryClient, body: NewFilter) =>
  anew(queryClient, api(SavedFilter, '/filters', { method: 'POST', body, key: crypto.randomUUID() }))

export const changeFilter = (queryClient: QueryClient, id: string, body: ChangeFilter) =>
  anew(queryClient, api(SavedFilter, `/filters/${id}`, { method: 'PUT', body }))

export const dropFilter = (queryClient: QueryClient, id: string) =>
  anew(queryClient, api(z.void(), `/filters/${id}`, { method: 'DELETE' }))
