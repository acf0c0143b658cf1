import { DeskCounts, DeskPage, type DeskQuery } from '@palermo/shared/desk/contract.ts'
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { api } from '../api.ts'

export const deskCountsQuery = queryOptions({
  queryKey: ['desk', 'counts'],
  queryFn: ({ signal }) => api(DeskCounts, '/desk/counts', { signal }),
})

export type DeskFilter = Partial<Omit<DeskQuery, 'cursor' | 'limit'>>

export const deskQuery = (filter: DeskFilter) =>
  infiniteQueryOptions({
    queryKey: ['desk', 'list', filter],
    queryFn: ({ pageParam, signal }) => api(DeskPage, '/desk', { query: { ...filter, cursor: pageParam }, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ nextCursor }) => nextCursor,
  })
