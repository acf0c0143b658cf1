import { createFileRoute } from '@tanstack/react-router'
import { DashboardPage } from '../../dashboards/DashboardPage.tsx'
import { DashboardSearch } from '../../dashboards/search.ts'

export const Route = createFileRoute('/_in/dashboard/')({
  validateSearch: DashboardSearch,
  component: DashboardRoute,
})

function DashboardRoute() {
  return <DashboardPage search={Route.useSearch()} />
}
