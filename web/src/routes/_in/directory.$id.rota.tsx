import { createFileRoute } from '@tanstack/react-router'
import { rotaQuery } from '../../agencies/queries.ts'
import { RotaPage } from '../../directory/RotaPage.tsx'

export const Route = createFileRoute('/_in/directory/$id/rota')({
  loader: ({ context, params }) => context.queryClient.ensureQueryData(rotaQuery(params.id)),
  component: RotaRoute,
})

function RotaRoute() {
  return <RotaPage id={Route.useParams().id} />
}
