import { Queues } from '@palermo/shared/queues/contract.ts'
import { queryOptions } from '@tanstack/react-query'
import { api } from '../api.ts'

const second = 1_000

/** Read again by itself while somebody looks. */
export const queuesQuery = queryOptions({
  queryKey: ['queues'],
  queryFn: ({ signal }) => api(Queues, '/queues', { signal }),
  refetchInterval: 10 * second,
})
