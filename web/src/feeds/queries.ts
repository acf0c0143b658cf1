import { MyFeed, NewFeed } from '@palermo/shared/feeds/contract.ts'
import { queryOptions } from '@tanstack/react-query'
import { z } from 'zod'
import { api } from '../api.ts'

export const feedQuery = queryOptions({
  queryKey: ['feeds', 'mine'],
  queryFn: ({ signal }) => api(MyFeed, '/feeds/mine', { signal }),
})

/** Creates the feed, or gives an existing feed a new address. */
export const makeFeed = () => api(NewFeed, '/feeds/mine', { method: 'POST' })
export const endFeed = () => api(z.void(), '/feeds/mine', { method: 'DELETE' })
