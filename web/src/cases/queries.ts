import {
  type ActOnCase,
  AssignMember,
  Case,
  CaseListItem,
  type CaseQuery,
  CaseTimeline,
  Client,
  type NewCase,
  PersonChanges,
} from '@palermo/shared/cases/contract.ts'
import { pageOf } from '@palermo/shared/page.ts'
import { infiniteQueryOptions, type QueryClient, queryOptions } from '@tanstack/react-query'
import type { z } from 'zod'
import { api } from '../api.ts'

const CasePage = pageOf(CaseListItem)

export type CaseFilter = Partial<Omit<CaseQuery, 'cursor' | 'limit'>>

export const casesQuery = (filter: CaseFilter) =>
  infiniteQueryOptions({
    queryKey: ['cases', 'list', filter],
    queryFn: ({ pageParam, signal }) => api(CasePage, '/cases', { query: { ...filter, cursor: pageParam }, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ nextCursor }) => nextCursor,
  })

export const caseQuery = (id: string) =>
  queryOptions({
    queryKey: ['cases', 'one', id],
    queryFn: ({ signal }) => api(Case, `/cases/${id}`, { signal }),
  })

const ClientPage = pageOf(Client)

/**
 * The list is removed from the cache when the page is left, so that the server checks the right to see names at every
 * visit.
 */
export const clientsQuery = infiniteQueryOptions({
  queryKey: ['cases', 'clients'],
  queryFn: ({ pageParam, signal }) =>
    api(ClientPage, '/cases/clients', { query: { cursor: pageParam, limit: 100 }, signal }),
  initialPageParam: null as string | null,
  getNextPageParam: ({ nextCursor }) => nextCursor,
  gcTime: 0,
})

export const personChangesQuery = (id: string) =>
  queryOptions({
    queryKey: ['cases', 'person-changes', id],
    queryFn: ({ signal }) => api(PersonChanges, `/cases/${id}/person-changes`, { signal }),
  })

export const timelineQuery = (id: string) =>
  infiniteQueryOptions({
    queryKey: ['cases', 'timeline', id],
    queryFn: ({ pageParam, signal }) =>
      api(CaseTimeline, `/cases/${id}/timeline`, { query: { cursor: pageParam }, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ nextCursor }) => nextCursor,
  })

export const actOnCase = async (queryClient: QueryClient, id: string, input: ActOnCase): Promise<Case> =>
  keep(queryClient, await api(Case, `/cases/${id}/actions`, { method: 'POST', body: input, whole: true }))

export const assignMember = async (
  queryClient: QueryClient,
  id: string,
  input: z.input<typeof AssignMember>,
): Promise<Case> =>
  keep(
    queryClient,
    await api(Case, `/cases/${id}/members`, { method: 'POST', body: AssignMember.parse(input), whole: true }),
  )

export const openOwnCase = async (
  queryClient: QueryClient,
  input: z.input<typeof NewCase>,
  key: string,
): Promise<Case> => keep(queryClient, await api(Case, '/cases', { method: 'POST', body: input, key, whole: true }))

/** Shows the case of the reply at once, and reloads the lists and counts that contain the case. */
const keep = (queryClient: QueryClient, now: Case): Case => {
  queryClient.setQueryData(caseQuery(now.id).queryKey, now)
  for (const key of [
    ['cases', 'list'],
    ['cases', 'timeline', now.id],
    ['cases', 'person-changes', now.id],
    ['handovers'],
    ['work-items'],
  ])
    void queryClient.invalidateQueries({ queryKey: key })
  return now
}
