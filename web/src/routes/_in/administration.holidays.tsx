import { createFileRoute } from '@tanstack/react-router'
import { HolidaysPage } from '../../holidays/HolidaysPage.tsx'
import { HolidaysSearch } from '../../holidays/search.ts'

export const Route = createFileRoute('/_in/administration/holidays')({
  validateSearch: HolidaysSearch,
  component: HolidaysRoute,
})

function HolidaysRoute() {
  return <HolidaysPage year={Route.useSearch().year} />
}
