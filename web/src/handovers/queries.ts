import { type ActOnHandover, Handover, HandoverList } from '@palermo/shared/handovers/contract.ts'
import { type QueryClient, queryOptions, useQuery } from '@tanstack/react-query'
import { api } from '../api.ts'

export const handoverQuery = (id: string) =>
  queryOptions({
    queryKey: ['handovers', 'one', id],
    queryFn: ({ signal }) => api(Handover, `/handovers/${id}`, { signal }),
  })

export const handoversQuery = (caseId: string) =>
  queryOptions({
    queryKey: ['handovers', 'case', caseId],
    queryFn: ({ signal }) => api(HandoverList, '/handovers', { query: { caseId }, signal }),
  })

/** Returns the unanswered hand-over of this case, or undefined if there is none. */
export const useOffered = (caseId: string): Handover | undefined => {
  const { data } = useQuery(handoversQuery(caseId))
  return data?.items.find(({ status }) => status === 'offered')
}

export const actOnHandover = async (queryClient: QueryClient, id: string, input: ActOnHandover): Promise<Handover> => {
  const now = await api(Handover, `/handovers/${id}/actions`, { method: 'POST', body: input })
  queryClient.setQueryData(handoverQuery(id).queryKey, now)
  for (const key of [['handovers', 'case'], ['cases'], ['work-items']])
    void queryClient.invalidateQueries({ queryKey: key })
  return now
}
