import { Statistics } from '@palermo/shared/statistics/contract.ts'
import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { api } from '../api.ts'

export const statisticsQuery = (week: string | undefined) =>
  queryOptions({
    queryKey: ['statistics', week ?? 'newest'],
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) => api(Statistics, '/statistics', { query: { week }, signal }),
  })

/** Returns the URL from which the shown statistics are downloaded as a CSV file. */
export const statisticsFile = (week: string | null): string =>
  `/statistics?${new URLSearchParams({ ...(week === null ? {} : { week }), format: 'csv' })}`
