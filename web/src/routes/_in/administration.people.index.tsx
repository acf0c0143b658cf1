import { createFileRoute } from '@tanstack/react-router'
import { PeoplePage } from '../../people/PeoplePage.tsx'
import { PeopleSearch } from '../../people/search.ts'

export const Route = createFileRoute('/_in/administration/people/')({
  validateSearch: PeopleSearch,
  component: PeopleRoute,
})

function PeopleRoute() {
  return <PeoplePage search={Route.useSearch()} />
}
