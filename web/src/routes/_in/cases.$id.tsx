import { createFileRoute } from '@tanstack/react-router'
import { CasePage } from '../../case-pages/CasePage.tsx'
import { caseQuery } from '../../cases/queries.ts'
import { CaseSearch } from '../../cases/search.ts'

export const Route = createFileRoute('/_in/cases/$id')({
  validateSearch: CaseSearch,
  loader: ({ context, params }) => context.queryClient.ensureQueryData(caseQuery(params.id)),
  component: CaseRoute,
})

function CaseRoute() {
  return <CasePage id={Route.useParams().id} search={Route.useSearch()} />
}
