import { Brief } from '@palermo/shared/briefs/contract.ts'
import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { api } from '../api.ts'

export const briefQuery = (since: string | undefined) =>
  queryOptions({
    queryKey: ['briefs', since ?? 'a-week'],
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) => api(Brief, '/briefs', { query: { since }, signal }),
  })

export const briefFile = (since: string): string => `/briefs?${new URLSearchParams({ since, format: 'pdf' })}`
