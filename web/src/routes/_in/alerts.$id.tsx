import { createFileRoute } from '@tanstack/react-router'
import { AlertPage } from '../../alerts/AlertPage.tsx'
import { alertQuery } from '../../alerts/queries.ts'

export const Route = createFileRoute('/_in/alerts/$id')({
  loader: ({ context, params }) => context.queryClient.ensureQueryData(alertQuery(params.id)),
  component: AlertRoute,
})

function AlertRoute() {
  return <AlertPage id={Route.useParams().id} />
}
