import { skipToken, useQuery } from '@tanstack/react-query'
import { unreadKey } from './queries.ts'

/** The number of unread notifications, which is only set by the live stream. */
export const useUnread = (): number =>
  useQuery<number>({ queryKey: unreadKey, queryFn: skipToken, staleTime: Number.POSITIVE_INFINITY }).data ?? 0
