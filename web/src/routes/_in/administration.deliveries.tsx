import { createFileRoute } from '@tanstack/react-router'
import { DeliveriesPage } from '../../people/DeliveriesPage.tsx'
import { DeliveriesSearch } from '../../people/search.ts'

export const Route = createFileRoute('/_in/administration/deliveries')({
  validateSearch: DeliveriesSearch,
  component: DeliveriesRoute,
})

function DeliveriesRoute() {
  return <DeliveriesPage search={Route.useSearch()} />
}
