import { type BulkAct, BulkReply } from '@palermo/shared/desk/bulk.ts'
import { DeskCounts, DeskPage, type DeskQuery } from '@palermo/shared/desk/contract.ts'
import { Week } from '@palermo/shared/desk/week.ts'
import { infiniteQueryOptions, type QueryClient, queryOptions } from '@tanstack/react-query'
import type { z } from 'zod'
import { api } from '../api.ts'
import type { Days } from './days.ts'

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

export const weekQuery = ({ monday, from, until }: Days, team: boolean) =>
  queryOptions({
    queryKey: ['desk', 'week', monday, team],
    queryFn: ({ signal }) => api(Week, '/desk/week', { query: { from, until, team: team || undefined }, signal }),
  })

/** The same action on several rows; affected records are reloaded. */
export const actOnRows = async (
  queryClient: QueryClient,
  input: z.input<typeof BulkAct>,
  key: string,
): Promise<BulkReply> => {
  const reply = await api(BulkReply, '/desk/actions', { method: 'POST', body: input, key })
  for (const queryKey of [['desk'], ['cases'], ['referrals'], ['notices', 'tonight']])
    void queryClient.invalidateQueries({ queryKey })
  return reply
}
