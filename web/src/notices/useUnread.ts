import { skipToken, useQuery } from '@tanstack/react-query'
import { unreadKey } from './queries.ts'

/** Returns the number of unread groups of notifications, which only the live stream sets; 0 before the first event. */
export const useUnread = (): number =>
  useQuery<number>({ queryKey: unreadKey, queryFn: skipToken, staleTime: Number.POSITIVE_INFINITY }).data ?? 0
