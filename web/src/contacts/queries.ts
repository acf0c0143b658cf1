import { Contact, ContactLog, type NewContact } from '@palermo/shared/contacts/contract.ts'
import { infiniteQueryOptions, type QueryClient } from '@tanstack/react-query'
import type { z } from 'zod'
import { type ApiRequest, api } from '../api.ts'

export const contactsQuery = (caseId: string) =>
  infiniteQueryOptions({
    queryKey: ['contacts', caseId],
    queryFn: ({ pageParam, signal }) => api(ContactLog, '/contacts', { query: { caseId, cursor: pageParam }, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ nextCursor }) => nextCursor,
  })

export const logContact = async (
  queryClient: QueryClient,
  input: z.input<typeof NewContact>,
  key: string,
  { keepalive = false }: Pick<ApiRequest, 'keepalive'> = {},
): Promise<Contact> =>
  keep(queryClient, await api(Contact, '/contacts', { method: 'POST', body: input, key, keepalive }))

export const strikeContact = async (queryClient: QueryClient, id: string): Promise<Contact> =>
  keep(queryClient, await api(Contact, `/contacts/${id}/strike`, { method: 'POST', body: {} }))

/**
 * Reloads the case and the work queue after every change of the contact log, because an attempt may move the deadline
 * after which contact counts as lost.
 */
const keep = (queryClient: QueryClient, contact: Contact): Contact => {
  for (const key of [['contacts', contact.caseId], ['cases'], ['work-items']])
    void queryClient.invalidateQueries({ queryKey: key })
  return contact
}
