import { createFileRoute } from '@tanstack/react-router'
import { AgencyPage } from '../../agencies/AgencyPage.tsx'
import { agencyQuery } from '../../agencies/queries.ts'

export const Route = createFileRoute('/_in/directory/$id/')({
  loader: ({ context, params }) => context.queryClient.ensureQueryData(agencyQuery(params.id)),
  component: AgencyRoute,
})

function AgencyRoute() {
  return <AgencyPage id={Route.useParams().id} />
}
