import { createRouter } from '@tanstack/react-router'
import { makeQueryClient } from './query-client.ts'
import { routeTree } from './routeTree.gen.ts'
import { NotFound, Trouble } from './shell/Trouble.tsx'
import { SkeletonPage } from './ui/Skeleton.tsx'

export const queryClient = makeQueryClient()

export const router = createRouter({
  routeTree,
  context: { queryClient },
  scrollRestoration: true,
  // Unknown URL parameters are dropped, because the API would refuse these parameters and the page would fail.
  search: { strict: true },
  defaultPreload: 'intent',
  // The router caches no data, because the queries cache their data themselves.
  defaultPreloadStaleTime: 0,
  defaultPendingMs: 300,
  defaultPendingMinMs: 0,
  defaultPendingComponent: SkeletonPage,
  defaultErrorComponent: Trouble,
  defaultNotFoundComponent: NotFound,
})

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router
  }
}
