import { type EditPerson, type NewPerson, OpenWork, Person } from '@palermo/shared/accounts/contract.ts'
import { LinkState } from '@palermo/shared/accounts/links.ts'
import { DeliveryPage } from '@palermo/shared/notices/contract.ts'
import { DeadLetterPage, Settled } from '@palermo/shared/notices/dead.ts'
import { pageOf } from '@palermo/shared/page.ts'
import { infiniteQueryOptions, type QueryClient, queryOptions } from '@tanstack/react-query'
import type { z } from 'zod'
import { api } from '../api.ts'
import type { DeliveriesSearch, PeopleSearch } from './search.ts'

const PeoplePage = pageOf(Person)

export const peopleQuery = (search: PeopleSearch) =>
  infiniteQueryOptions({
    queryKey: ['people', 'list', search],
    queryFn: ({ pageParam, signal }) =>
      api(PeoplePage, '/people', { query: { ...search, cursor: pageParam, limit: 100 }, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ nextCursor }) => nextCursor,
  })

export const personQuery = (id: string) =>
  queryOptions({
    queryKey: ['people', 'one', id],
    queryFn: ({ signal }) => api(Person, `/people/${id}`, { signal }),
  })

/**
 * The open work of a person. The reply is never cached, because an administrator must see the present work before
 * ending the account.
 */
export const openWorkQuery = (id: string) =>
  queryOptions({
    queryKey: ['people', 'open-work', id],
    queryFn: ({ signal }) => api(OpenWork, `/people/${id}/open-work`, { signal }),
    staleTime: 0,
    gcTime: 0,
  })

export const createPerson = async (
  queryClient: QueryClient,
  input: z.input<typeof NewPerson>,
  key: string,
): Promise<Person> => keep(queryClient, await api(Person, '/people', { method: 'POST', body: input, key }))

export const changePerson = async (
  queryClient: QueryClient,
  id: string,
  input: z.input<typeof EditPerson>,
): Promise<Person> => keep(queryClient, await api(Person, `/people/${id}`, { method: 'PATCH', body: input }))

export const linkQuery = (id: string) =>
  queryOptions({
    queryKey: ['people', 'link', id],
    queryFn: ({ signal }) => api(LinkState, `/people/${id}/link`, { signal }),
  })

export const sendLink = async (queryClient: QueryClient, id: string): Promise<void> => {
  const state = await api(LinkState, `/people/${id}/link`, { method: 'POST' })
  queryClient.setQueryData(linkQuery(id).queryKey, state)
}

const keep = (queryClient: QueryClient, person: Person): Person => {
  queryClient.setQueryData(personQuery(person.id).queryKey, person)
  void queryClient.invalidateQueries({ queryKey: ['people', 'list'] })
  void queryClient.invalidateQueries({ queryKey: ['agencies', 'colleagues', person.agencyId] })
  return person
}

export const deliveriesQuery = (search: DeliveriesSearch) =>
  infiniteQueryOptions({
    queryKey: ['deliveries', search],
    queryFn: ({ pageParam, signal }) =>
      api(DeliveryPage, '/deliveries', { query: { ...search, cursor: pageParam }, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ nextCursor }) => nextCursor,
  })

export const deadLettersQuery = infiniteQueryOptions({
  queryKey: ['dead-letters'],
  queryFn: ({ pageParam, signal }) => api(DeadLetterPage, '/dead-letters', { query: { cursor: pageParam }, signal }),
  initialPageParam: null as string | null,
  getNextPageParam: ({ nextCursor }) => nextCursor,
})

/** Retries dead letters (`replay`) or discards them (`rest`); returns how many letters were retried or discarded. */
export const settleDead = async (
  queryClient: QueryClient,
  how: 'replay' | 'rest',
  ids: readonly string[],
): Promise<number> => {
  const { settled } = await api(Settled, `/dead-letters/${how}`, { method: 'POST', body: { ids } })
  await queryClient.invalidateQueries({ queryKey: deadLettersQuery.queryKey })
  void queryClient.invalidateQueries({ queryKey: ['deliveries'] })
  return settled
}
