import { createFileRoute } from '@tanstack/react-router'
import { AgenciesPage } from '../../people/AgenciesPage.tsx'
import { AgenciesSearch } from '../../people/search.ts'

export const Route = createFileRoute('/_in/administration/agencies/')({
  validateSearch: AgenciesSearch,
  component: AgenciesRoute,
})

function AgenciesRoute() {
  return <AgenciesPage search={Route.useSearch()} />
}
