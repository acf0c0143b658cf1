import { createFileRoute } from '@tanstack/react-router'
import { PersonPage } from '../../people/PersonPage.tsx'
import { personQuery } from '../../people/queries.ts'

export const Route = createFileRoute('/_in/administration/people/$id')({
  loader: ({ context, params }) => context.queryClient.ensureQueryData(personQuery(params.id)),
  component: PersonRoute,
})

function PersonRoute() {
  return <PersonPage id={Route.useParams().id} />
}
