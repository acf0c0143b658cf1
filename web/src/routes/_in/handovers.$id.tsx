import { createFileRoute } from '@tanstack/react-router'
import { z } from 'zod'
import { HandoverPage } from '../../handovers/HandoverPage.tsx'
import { handoverQuery } from '../../handovers/queries.ts'

export const Route = createFileRoute('/_in/handovers/$id')({
  validateSearch: z.object({ act: z.string().max(40).optional().catch(undefined) }),
  loader: ({ context, params }) => context.queryClient.ensureQueryData(handoverQuery(params.id)),
  component: HandoverRoute,
})

function HandoverRoute() {
  return <HandoverPage id={Route.useParams().id} act={Route.useSearch().act} />
}
