import { ChangePassword, SessionList } from '@palermo/shared/accounts/contract.ts'
import { queryOptions } from '@tanstack/react-query'
import { z } from 'zod'
import { api } from '../api.ts'

export const sessionsQuery = queryOptions({
  queryKey: ['sessions'],
  queryFn: ({ signal }) => api(SessionList, '/sessions', { signal }),
})

export const endSession = (id: string): Promise<void> => api(z.void(), `/sessions/${id}`, { method: 'DELETE' })

export const endOtherSessions = (): Promise<void> => api(z.void(), '/sessions/end-others', { method: 'POST' })

export const changePassword = (input: ChangePassword): Promise<void> =>
  api(z.void(), '/password', { method: 'POST', body: ChangePassword.parse(input) })
