import { skipToken, useQuery } from '@tanstack/react-query'
import { unreadKey } from './queries.ts'

/** How many notices are unread; written by the live stream alone. */
export const useUnread = (): number =>
  useQuery<number>({ queryKey: unreadKey, queryFn: skipToken, staleTime: Number.POSITIVE_INFINITY }).data ?? 0
