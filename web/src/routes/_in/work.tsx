import { createFileRoute } from '@tanstack/react-router'
import { workItemCountsQuery } from '../../work-items/queries.ts'
import { WorkSearch } from '../../work-items/search.ts'
import { WorkPage } from '../../work-items/WorkPage.tsx'

export const Route = createFileRoute('/_in/work')({
  validateSearch: WorkSearch,
  loader: ({ context }) => {
    void context.queryClient.prefetchQuery(workItemCountsQuery)
  },
  component: WorkRoute,
})

function WorkRoute() {
  return <WorkPage search={Route.useSearch()} />
}
