import type { AnyRecordType } from '@palermo/shared/records/collection.ts'
import { RecordTypeList } from '@palermo/shared/records/contract.ts'
import { infiniteQueryOptions, type QueryClient, queryOptions } from '@tanstack/react-query'
import { api } from '../api.ts'
import { RecordPage, RecordReply } from './reply.ts'

type Typed = Pick<AnyRecordType, 'plural'>

export const recordTypesQuery = queryOptions({
  queryKey: ['record-types'],
  queryFn: ({ signal }) => api(RecordTypeList, '/record-types', { signal }),
})

/** One record of a type with derived pages. */
export const recordQuery = ({ plural }: Typed, id: string) =>
  queryOptions({
    queryKey: [plural, 'one', id],
    queryFn: ({ signal }) => api(RecordReply, `/${plural}/${id}`, { signal }),
  })

/** The values by which a list is filtered: the status, declared fields, and the box, which is the selected tab. */
export type RecordFilter = Readonly<Record<string, string | undefined>>

/** The records of a type that the reader may see, page by page. */
export const recordsQuery = ({ plural }: Typed, filter: RecordFilter) =>
  infiniteQueryOptions({
    queryKey: [plural, 'list', filter],
    queryFn: ({ pageParam, signal }) =>
      api(RecordPage, `/${plural}`, { query: { ...filter, cursor: pageParam }, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ nextCursor }) => nextCursor,
  })

export const createRecord = async (cache: QueryClient, type: Typed, body: object, key: string): Promise<RecordReply> =>
  shown(cache, type, await api(RecordReply, `/${type.plural}`, { method: 'POST', body, key, whole: true }))

export const actOnRecord = async (cache: QueryClient, type: Typed, id: string, body: object): Promise<RecordReply> =>
  shown(cache, type, await api(RecordReply, `/${type.plural}/${id}/actions`, { method: 'POST', body, whole: true }))

/**
 * Stores the changed record in the cache, so that it is shown at once, reloads the lists that may contain the record,
 * and returns the record.
 */
const shown = (cache: QueryClient, type: Typed, now: RecordReply): RecordReply => {
  cache.setQueryData(recordQuery(type, now.id).queryKey, now)
  for (const queryKey of [[type.plural, 'list'], ['work-items']]) void cache.invalidateQueries({ queryKey })
  return now
}
