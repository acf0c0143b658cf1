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
  // What an address says besides is dropped: sent on to the interface, it would be refused and the page with it.
  search: { strict: true },
  defaultPreload: 'intent',
  // Freshness is the business of the queries.
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
