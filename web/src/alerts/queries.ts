import {
  type ActOnAlert,
  Alert,
  type AlertQuery,
  AlertSummary,
  type NewAlert,
} from '@palermo/shared/alerts/contract.ts'
import { pageOf } from '@palermo/shared/page.ts'
import { infiniteQueryOptions, type QueryClient, queryOptions } from '@tanstack/react-query'
import { api } from '../api.ts'

const AlertPageOf = pageOf(AlertSummary)

export const alertQuery = (id: string) =>
  queryOptions({
    queryKey: ['alerts', 'one', id],
    queryFn: ({ signal }) => api(Alert, `/alerts/${id}`, { signal }),
  })

export const alertsQuery = (filter: Partial<Pick<AlertQuery, 'box' | 'open'>>) =>
  infiniteQueryOptions({
    queryKey: ['alerts', 'list', filter],
    queryFn: ({ pageParam, signal }) =>
      api(AlertPageOf, '/alerts', { query: { ...filter, cursor: pageParam }, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ nextCursor }) => nextCursor,
  })

/** Sends a draft as a notification and deletes the draft. */
export const sendAlert = (body: NewAlert, key: string): Promise<Alert> =>
  api(Alert, '/alerts', { method: 'POST', body, key })

export const actOnAlert = async (queryClient: QueryClient, id: string, input: ActOnAlert): Promise<Alert> => {
  const alert = await api(Alert, `/alerts/${id}/actions`, { method: 'POST', body: input })
  queryClient.setQueryData(alertQuery(id).queryKey, alert)
  void queryClient.invalidateQueries({ queryKey: ['alerts', 'list'] })
  void queryClient.invalidateQueries({ queryKey: ['work-items'] })
  return alert
}
