import { AccessReview, LookPage } from '@palermo/shared/audit/contract.ts'
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { api } from '../api.ts'

export const looksQuery = (caseId: string) =>
  infiniteQueryOptions({
    queryKey: ['cases', caseId, 'access'],
    queryFn: ({ pageParam, signal }) =>
      api(LookPage, `/cases/${caseId}/access`, { query: { cursor: pageParam }, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ nextCursor }) => nextCursor,
  })

export const reviewQuery = queryOptions({
  queryKey: ['access-review'],
  queryFn: ({ signal }) => api(AccessReview, '/access-review', { signal }),
})
