import { queryOptions } from '@tanstack/react-query'
import { z } from 'zod'
import { http } from '../http.ts'

const Health = z.object({ demo: z.boolean().default(false) })

/** Whether this is a demonstration. The query runs before the sign-in, so its reply must reveal nothing else. */
export const healthQuery = queryOptions({
  queryKey: ['health'],
  staleTime: Number.POSITIVE_INFINITY,
  retry: false,
  queryFn: async ({ signal }) => {
    const response = await http('/health', { signal })
    return Health.catch({ demo: false }).parse(await response.json())
  },
})
