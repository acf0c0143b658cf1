import { type BulkAct, BulkReply } from '@palermo/shared/work-items/bulk.ts'
import { WorkItemCounts, WorkItemPage, type WorkItemQuery } from '@palermo/shared/work-items/contract.ts'
import { Week } from '@palermo/shared/work-items/week.ts'
import { infiniteQueryOptions, type QueryClient, queryOptions } from '@tanstack/react-query'
import type { z } from 'zod'
import { api } from '../api.ts'
import type { Days } from './days.ts'

export const workItemCountsQuery = queryOptions({
  queryKey: ['work-items', 'counts'],
  queryFn: ({ signal }) => api(WorkItemCounts, '/work-items/counts', { signal }),
})

export type WorkItemFilter = Partial<Omit<WorkItemQuery, 'cursor' | 'limit'>>

export const workItemsQuery = (filter: WorkItemFilter) =>
  infiniteQueryOptions({
    queryKey: ['work-items', 'list', filter],
    queryFn: ({ pageParam, signal }) =>
      api(WorkItemPage, '/work-items', { query: { ...filter, cursor: pageParam }, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ nextCursor }) => nextCursor,
  })

export const weekQuery = ({ monday, from, until }: Days, team: boolean) =>
  queryOptions({
    queryKey: ['work-items', 'week', monday, team],
    queryFn: ({ signal }) => api(Week, '/work-items/week', { query: { from, until, team: team || undefined }, signal }),
  })

/**
 * Carries out one action on several rows, reloads the lists and records that the action may have changed, and returns
 * the server's reply.
 */
export const actOnRows = async (
  queryClient: QueryClient,
  input: z.input<typeof BulkAct>,
  key: string,
): Promise<BulkReply> => {
  const reply = await api(BulkReply, '/work-items/actions', { method: 'POST', body: input, key })
  for (const queryKey of [['work-items'], ['cases'], ['referrals'], ['notices', 'tonight']])
    void queryClient.invalidateQueries({ queryKey })
  return reply
}
