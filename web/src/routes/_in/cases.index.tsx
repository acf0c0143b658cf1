import { createFileRoute } from '@tanstack/react-router'
import { CasesPage } from '../../case-pages/CasesPage.tsx'
import { CasesSearch } from '../../cases/search.ts'

export const Route = createFileRoute('/_in/cases/')({
  validateSearch: CasesSearch,
  component: CasesRoute,
})

function CasesRoute() {
  return <CasesPage search={Route.useSearch()} />
}
