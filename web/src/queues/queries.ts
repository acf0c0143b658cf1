import { Queues } from '@palermo/shared/queues/contract.ts'
import { queryOptions } from '@tanstack/react-query'
import { api } from '../api.ts'

const second = 1_000

/** The state of the queues, loaded again at intervals while the page is open. */
export const queuesQuery = queryOptions({
  queryKey: ['queues'],
  queryFn: ({ signal }) => api(Queues, '/queues', { signal }),
  refetchInterval: 10 * second,
})
