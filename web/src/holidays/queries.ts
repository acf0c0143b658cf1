import { MovesPage } from '@palermo/shared/deadlines/moves.ts'
import { type CorrectHoliday, HolidayYear, type PreviewHoliday } from '@palermo/shared/holidays/contract.ts'
import { queryOptions } from '@tanstack/react-query'
import { z } from 'zod'
import { api } from '../api.ts'
import type { AskMoves } from '../deadlines/useCounting.ts'

export const holidaysQuery = (year: number | undefined) =>
  queryOptions({
    queryKey: ['holidays', year ?? null],
    queryFn: ({ signal }) => api(HolidayYear, '/holidays', { query: { year }, signal }),
    // Reloads every five seconds until the worker has computed all deadlines again.
    refetchInterval: ({ state }) =>
      state.data?.changes.some(({ recountedAt }) => recountedAt === null) ? 5_000 : false,
  })

/** Returns the function that requests one page of a correction's preview. */
export const holidayMoves =
  (correction: Pick<PreviewHoliday, 'change' | 'onDate'>): AskMoves<{ moves: MovesPage }> =>
  async (after, signal) => ({
    moves: await api(MovesPage, '/holidays/preview', { method: 'POST', body: { ...correction, after }, signal }),
  })

export const correctHoliday = (input: CorrectHoliday) => api(z.void(), '/holidays', { method: 'POST', body: input })
