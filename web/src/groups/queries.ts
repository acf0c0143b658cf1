import {
  type ActOnGroup,
  Companions,
  Group,
  GroupList,
  type NewGroup,
  ReferredTogether,
  type ReferTogether,
} from '@palermo/shared/groups/contract.ts'
import { queryOptions } from '@tanstack/react-query'
import type { z } from 'zod'
import { api } from '../api.ts'

export const groupsQuery = (caseId: string) =>
  queryOptions({
    queryKey: ['groups', 'case', caseId],
    queryFn: ({ signal }) => api(GroupList, '/groups', { query: { caseId }, signal }),
  })

export const companionsQuery = (referralId: string) =>
  queryOptions({
    queryKey: ['groups', 'referral', referralId],
    queryFn: ({ signal }) => api(Companions, '/groups/companions', { query: { referralId }, signal }),
  })

export const makeGroup = (input: z.input<typeof NewGroup>, key: string): Promise<Group> =>
  api(Group, '/groups', { method: 'POST', body: input, key })

export const actOnGroup = (id: string, input: z.input<typeof ActOnGroup>): Promise<Group> =>
  api(Group, `/groups/${id}/actions`, { method: 'POST', body: input })

export const referTogether = (id: string, input: ReferTogether, key: string): Promise<ReferredTogether> =>
  api(ReferredTogether, `/groups/${id}/referrals`, { method: 'POST', body: input, key })
