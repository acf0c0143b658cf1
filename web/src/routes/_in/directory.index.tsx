import { createFileRoute } from '@tanstack/react-router'
import { DirectoryPage } from '../../directory/DirectoryPage.tsx'
import { DirectorySearch } from '../../directory/search.ts'

export const Route = createFileRoute('/_in/directory/')({
  validateSearch: DirectorySearch,
  component: DirectoryRoute,
})

function DirectoryRoute() {
  return <DirectoryPage search={Route.useSearch()} />
}
