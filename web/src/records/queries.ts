import { RecordTypeList } from '@palermo/shared/records/contract.ts'
import { queryOptions } from '@tanstack/react-query'
import { api } from '../api.ts'

export const recordTypesQuery = queryOptions({
  queryKey: ['record-types'],
  queryFn: ({ signal }) => api(RecordTypeList, '/record-types', { signal }),
})
