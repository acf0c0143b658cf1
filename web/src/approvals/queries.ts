import { type ActOnApproval, Approval, ApprovalPage, type ApprovalQuery } from '@palermo/shared/approvals/contract.ts'
import { infiniteQueryOptions, type QueryClient } from '@tanstack/react-query'
import { api } from '../api.ts'

export const approvalsQuery = (box: ApprovalQuery['box']) =>
  infiniteQueryOptions({
    queryKey: ['approvals', box],
    queryFn: ({ pageParam, signal }) => api(ApprovalPage, '/approvals', { query: { box, cursor: pageParam }, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ nextCursor }) => nextCursor,
  })

export const actOnApproval = async (queryClient: QueryClient, id: string, input: ActOnApproval): Promise<Approval> => {
  const now = await api(Approval, `/approvals/${id}/actions`, { method: 'POST', body: input })
  for (const key of [['approvals'], ['people'], ['cases'], ['work-items'], ['jurisdictions'], ['installation']])
    void queryClient.invalidateQueries({ queryKey: key })
  return now
}
