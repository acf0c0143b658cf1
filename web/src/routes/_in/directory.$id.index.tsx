import { createFileRoute } from '@tanstack/react-router'
import { agencyQuery } from '../../agencies/queries.ts'
import { AgencyPage } from '../../directory/AgencyPage.tsx'

export const Route = createFileRoute('/_in/directory/$id/')({
  loader: ({ context, params }) => context.queryClient.ensureQueryData(agencyQuery(params.id)),
  component: AgencyRoute,
})

function AgencyRoute() {
  return <AgencyPage id={Route.useParams().id} />
}
