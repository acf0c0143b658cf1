import { createFileRoute } from '@tanstack/react-router'
import { EditAgencyPage } from '../../agencies/EditAgencyPage.tsx'
import { agencyQuery } from '../../agencies/queries.ts'

export const Route = createFileRoute('/_in/directory/$id/edit')({
  loader: ({ context, params }) => context.queryClient.ensureQueryData(agencyQuery(params.id)),
  component: EditAgencyRoute,
})

function EditAgencyRoute() {
  return <EditAgencyPage id={Route.useParams().id} />
}
