import { createFileRoute } from '@tanstack/react-router'
import { agencyQuery } from '../../agencies/queries.ts'
import { EditAgencyPage } from '../../directory/EditAgencyPage.tsx'

export const Route = createFileRoute('/_in/directory/$id/edit')({
  loader: ({ context, params }) => context.queryClient.ensureQueryData(agencyQuery(params.id)),
  component: EditAgencyRoute,
})

function EditAgencyRoute() {
  return <EditAgencyPage id={Route.useParams().id} />
}
