import { createFileRoute } from '@tanstack/react-router'
import { ListPage } from '../../dashboards/ListPage.tsx'
import { WorkListSearch } from '../../dashboards/search.ts'

export const Route = createFileRoute('/_in/dashboard/list')({
  validateSearch: WorkListSearch,
  component: ListRoute,
})

function ListRoute() {
  return <ListPage search={Route.useSearch()} />
}
