import { Approval, NewApproval } from '@palermo/shared/approvals/contract.ts'
import { NewRequest, Request, RequestPage } from '@palermo/shared/requests/contract.ts'
import { type QueryClient, queryOptions } from '@tanstack/react-query'
import { api } from '../api.ts'

/**
 * The requests in one case, as far as the reader may know of them, and the compartments for which the reader may ask.
 */
export const requestsQuery = (caseId: string) =>
  queryOptions({
    queryKey: ['requests', caseId],
    queryFn: ({ signal }) => api(RequestPage, '/requests', { query: { caseId, limit: 100 }, signal }),
  })

export const askToBeLetIn = async (queryClient: QueryClient, input: NewRequest, key: string): Promise<Request> => {
  const asked = await api(Request, '/requests', { method: 'POST', body: NewRequest.parse(input), key })
  readAgain(queryClient, asked)
  return asked
}

/**
 * Asks another agency to approve the access. Used if no agency on the case could answer, or if two persons must
 * approve.
 */
export const askOtherAgency = async (queryClient: QueryClient, input: NewApproval, key: string): Promise<void> => {
  await api(Approval, '/approvals', { method: 'POST', body: NewApproval.parse(input), key })
  readAgain(queryClient, input)
  void queryClient.invalidateQueries({ queryKey: ['approvals'] })
}

/** Reloads the case, because granting or ending access changes what the case shows. */
export const readAgain = (queryClient: QueryClient, { caseId }: Pick<Request, 'caseId'>) => {
  for (const key of [['requests', caseId], ['cases'], ['work-items']])
    void queryClient.invalidateQueries({ queryKey: key })
}
