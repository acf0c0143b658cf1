import { Moves } from '@palermo/shared/deadlines/moves.ts'
import { type CorrectHoliday, HolidayYear, type PreviewHoliday } from '@palermo/shared/holidays/contract.ts'
import { queryOptions } from '@tanstack/react-query'
import { z } from 'zod'
import { api } from '../api.ts'

export const holidaysQuery = (year: number | undefined) =>
  queryOptions({
    queryKey: ['holidays', year ?? null],
    queryFn: ({ signal }) => api(HolidayYear, '/holidays', { query: { year }, signal }),
    // Until the worker is done, the page follows it.
    refetchInterval: ({ state }) =>
      state.data?.changes.some(({ recountedAt }) => recountedAt === null) ? 5_000 : false,
  })

export const previewHoliday = (input: PreviewHoliday) =>
  api(Moves, '/holidays/preview', { method: 'POST', body: input })

export const correctHoliday = (input: CorrectHoliday) => api(z.void(), '/holidays', { method: 'POST', body: input })
