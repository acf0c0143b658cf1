import { MarkRead, NoticeGroupPage, NoticeSettings, TonightAlerts } from '@palermo/shared/notices/contract.ts'
import { infiniteQueryOptions, type QueryClient, queryOptions } from '@tanstack/react-query'
import { z } from 'zod'
import { api } from '../api.ts'

/** The notifications of this person, by case. */
export const noticesQuery = infiniteQueryOptions({
  queryKey: ['notices', 'list'],
  queryFn: ({ pageParam, signal }) => api(NoticeGroupPage, '/notices/groups', { query: { cursor: pageParam }, signal }),
  initialPageParam: null as string | null,
  getNextPageParam: ({ nextCursor }) => nextCursor,
})

/**
 * The referrals for tonight that wait for the agency's answer, loaded again after events of the live stream and once a
 * minute.
 */
export const tonightAlertsQuery = queryOptions({
  queryKey: ['notices', 'tonight'],
  queryFn: ({ signal }) => api(TonightAlerts, '/notices/tonight', { signal }),
  refetchInterval: 60_000,
})

/**
 * The key of the query that holds the number of unread groups of notifications, as the live stream sent that number
 * last.
 */
export const unreadKey = ['notices', 'unread'] as const

export const markRead = async (queryClient: QueryClient, input: z.input<typeof MarkRead>): Promise<void> => {
  await api(z.void(), '/notices/read', { method: 'POST', body: MarkRead.parse(input) })
  await queryClient.invalidateQueries({ queryKey: noticesQuery.queryKey })
}

export const noticeSettingsQuery = queryOptions({
  queryKey: ['notices', 'settings'],
  queryFn: ({ signal }) => api(NoticeSettings, '/notices/settings', { signal }),
})

export const chooseNotices = async (
  queryClient: QueryClient,
  { zone: _, sms: __, ...wanted }: NoticeSettings,
): Promise<void> => {
  const kept = await api(NoticeSettings, '/notices/settings', { method: 'PUT', body: wanted })
  queryClient.setQueryData(noticeSettingsQuery.queryKey, kept)
}
