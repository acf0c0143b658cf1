import { Agency, type AgencyQuery, Colleague, Tonight, type TonightQuery } from '@palermo/shared/agencies/contract.ts'
import { pageOf } from '@palermo/shared/page.ts'
import { queryOptions } from '@tanstack/react-query'
import { z } from 'zod'
import { api } from '../api.ts'

export const AgencyPage = pageOf(Agency)
/** The first page of a search in the directory. */
export const agenciesQuery = (query: Partial<AgencyQuery>) =>
  queryOptions({
    queryKey: ['agencies', 'search', query],
    staleTime: 60_000,
    queryFn: ({ signal }) => api(AgencyPage, '/agencies', { query, signal }),
  })

/** The people of one's own agency, by name: the server tells nobody else. */
export const colleaguesQuery = (agencyId: string) =>
  queryOptions({
    queryKey: ['agencies', 'colleagues', agencyId],
    staleTime: 5 * 60_000,
    queryFn: ({ signal }) =>
      api(z.object({ items: z.array(Colleague) }), `/agencies/${agencyId}/colleagues`, { signal }),
  })

/** Whom to call now, in the order in which to try. */
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
