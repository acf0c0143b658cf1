import {
  Agency,
  type AgencyQuery,
  Colleague,
  type EditAgency,
  type KeepRota,
  Rota,
  Tonight,
  type TonightQuery,
} from '@palermo/shared/agencies/contract.ts'
import { pageOf } from '@palermo/shared/page.ts'
import { infiniteQueryOptions, type QueryClient, queryOptions } from '@tanstack/react-query'
import { z } from 'zod'
import { api } from '../api.ts'

export const AgencyPage = pageOf(Agency)
/** Loads the first page of a search in the directory. */
export const agenciesQuery = (query: Partial<AgencyQuery>) =>
  queryOptions({
    queryKey: ['agencies', 'search', query],
    staleTime: 60_000,
    queryFn: ({ signal }) => api(AgencyPage, '/agencies', { query, signal }),
  })

/** Loads the members of the reader's own agency; the server never returns members of other agencies. */
export const colleaguesQuery = (agencyId: string) =>
  queryOptions({
    queryKey: ['agencies', 'colleagues', agencyId],
    staleTime: 5 * 60_000,
    queryFn: ({ signal }) =>
      api(z.object({ items: z.array(Colleague) }), `/agencies/${agencyId}/colleagues`, { signal }),
  })

/** Loads the telephone numbers to call now; agencies with a person on call come first. */
export const tonightQuery = (query: TonightQuery) =>
  queryOptions({
    queryKey: ['agencies', 'tonight', query],
    staleTime: 60_000,
    queryFn: ({ signal }) => api(Tonight, '/agencies/tonight', { query, signal }),
  })

export const agencyQuery = (id: string) =>
  queryOptions({
    queryKey: ['agencies', 'one', id],
    staleTime: 60_000,
    queryFn: ({ signal }) => api(Agency, `/agencies/${id}`, { signal }),
  })

export type DirectoryFilter = Partial<Omit<AgencyQuery, 'cursor' | 'limit'>>

/** Loads all matching directory entries, page by page. */
export const directoryQuery = (filter: DirectoryFilter) =>
  infiniteQueryOptions({
    queryKey: ['agencies', 'list', filter],
    staleTime: 60_000,
    queryFn: ({ pageParam, signal }) =>
      api(AgencyPage, '/agencies', { query: { ...filter, cursor: pageParam }, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ nextCursor }) => nextCursor,
  })

export const rotaQuery = (id: string) =>
  queryOptions({
    queryKey: ['agencies', 'rota', id],
    queryFn: ({ signal }) => api(Rota, `/agencies/${id}/on-call`, { signal }),
  })

export const changeAgency = async (
  queryClient: QueryClient,
  id: string,
  input: z.input<typeof EditAgency>,
): Promise<Agency> => {
  const agency = await api(Agency, `/agencies/${id}`, { method: 'PATCH', body: input })
  queryClient.setQueryData(agencyQuery(id).queryKey, agency)
  void readDirectoryAgain(queryClient)
  return agency
}

export const keepRota = async (
  queryClient: QueryClient,
  id: string,
  input: z.input<typeof KeepRota>,
): Promise<Rota> => {
  const rota = await api(Rota, `/agencies/${id}/on-call`, { method: 'PUT', body: input })
  queryClient.setQueryData(rotaQuery(id).queryKey, rota)
  void queryClient.invalidateQueries({ queryKey: agencyQuery(id).queryKey })
  void readDirectoryAgain(queryClient)
  return rota
}

export const readDirectoryAgain = (queryClient: QueryClient): Promise<void> =>
  queryClient.invalidateQueries({
    queryKey: ['agencies'],
    predicate: ({ queryKey }) => ['list', 'search', 'tonight'].includes(String(queryKey[1])),
  })
