import { BarPage, type LiftBar, type NewBar } from '@palermo/shared/bars/contract.ts'
import { type QueryClient, queryOptions } from '@tanstack/react-query'
import { z } from 'zod'
import { api } from '../api.ts'

export const barsQuery = (caseId: string) =>
  queryOptions({
    queryKey: ['bars', caseId],
    queryFn: ({ signal }) => api(BarPage, '/bars', { query: { caseId }, signal }),
  })

export const setBar = async (queryClient: QueryClient, input: NewBar): Promise<void> => {
  await api(z.void(), '/bars', { method: 'POST', body: input })
  readAgain(queryClient, input.caseId)
}

export const liftBar = async (queryClient: QueryClient, input: LiftBar): Promise<void> => {
  await api(z.void(), '/bars/lift', { method: 'POST', body: input })
  readAgain(queryClient, input.caseId)
}

const readAgain = (queryClient: QueryClient, caseId: string) => {
  for (const queryKey of [['bars', caseId], ['cases'], ['work-items'], ['approvals']])
    void queryClient.invalidateQueries({ queryKey })
}
