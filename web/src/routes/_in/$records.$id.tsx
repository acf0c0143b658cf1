import { createFileRoute, notFound } from '@tanstack/react-router'
import { z } from 'zod'
import { loadRecordType } from '../../records/load.ts'
import { recordQuery } from '../../records/queries.ts'
import { RecordPage } from '../../records/RecordPage.tsx'

/** The derived page of one record. A route file `<plural>.$id.tsx` replaces it. */
export const Route = createFileRoute('/_in/$records/$id')({
  validateSearch: z.object({ act: z.string().max(40).optional().catch(undefined) }),
  loader: async ({ context, params }) => {
    const of = await loadRecordType(params.records)
    if (of === undefined) throw notFound()
    await context.queryClient.ensureQueryData(recordQuery(of.type, params.id))
    return of
  },
  component: RecordRoute,
})

function RecordRoute() {
  const { id } = Route.useParams()
  return <RecordPage key={id} of={Route.useLoaderData()} id={id} act={Route.useSearch().act} />
}
