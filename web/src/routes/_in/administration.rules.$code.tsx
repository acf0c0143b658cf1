import { createFileRoute } from '@tanstack/react-router'
import { JurisdictionPage } from '../../jurisdictions/JurisdictionPage.tsx'
import { jurisdictionQuery } from '../../jurisdictions/queries.ts'
import { JurisdictionSearch } from '../../jurisdictions/search.ts'

export const Route = createFileRoute('/_in/administration/rules/$code')({
  validateSearch: JurisdictionSearch,
  loaderDeps: ({ search: { version } }) => ({ version }),
  loader: ({ context, params: { code }, deps: { version } }) =>
    context.queryClient.ensureQueryData(jurisdictionQuery(code, version)),
  component: RulesRoute,
})

function RulesRoute() {
  return <JurisdictionPage code={Route.useParams().code} version={Route.useSearch().version} />
}
