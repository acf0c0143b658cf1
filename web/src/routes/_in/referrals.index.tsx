import { createFileRoute } from '@tanstack/react-router'
import { ReferralsPage } from '../../referrals/ReferralsPage.tsx'
import { ReferralsSearch } from '../../referrals/search.ts'

export const Route = createFileRoute('/_in/referrals/')({
  validateSearch: ReferralsSearch,
  component: ReferralsRoute,
})

function ReferralsRoute() {
  return <ReferralsPage search={Route.useSearch()} />
}
