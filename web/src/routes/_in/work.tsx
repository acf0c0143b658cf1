import { createFileRoute } from '@tanstack/react-router'
import { deskCountsQuery } from '../../desk/queries.ts'
import { WorkSearch } from '../../desk/search.ts'
import { WorkPage } from '../../desk/WorkPage.tsx'

export const Route = createFileRoute('/_in/work')({
  validateSearch: WorkSearch,
  loader: ({ context }) => {
    void context.queryClient.prefetchQuery(deskCountsQuery)
  },
  component: WorkRoute,
})

function WorkRoute() {
  return <WorkPage search={Route.useSearch()} />
}
