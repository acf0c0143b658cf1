import { createFileRoute, notFound } from '@tanstack/react-router'
import { loadRecordType } from '../../records/load.ts'
import { RecordList } from '../../records/RecordList.tsx'
import { ListSearch } from '../../records/search.ts'

/** The derived list of a record type. A route file `<plural>.index.tsx` replaces it. */
export const Route = createFileRoute('/_in/$records/')({
  validateSearch: ListSearch,
  loader: async ({ params }) => {
    const of = await loadRecordType(params.records)
    if (of === undefined) throw notFound()
    return of
  },
  component: RecordListRoute,
})

function RecordListRoute() {
  const { records } = Route.useParams()
  return <RecordList key={records} of={Route.useLoaderData()} search={Route.useSearch()} />
}
