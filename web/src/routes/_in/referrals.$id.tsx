import { createFileRoute } from '@tanstack/react-router'
import { z } from 'zod'
import { ReferralPage } from '../../referral-pages/ReferralPage.tsx'
import { referralQuery } from '../../referrals/queries.ts'

export const Route = createFileRoute('/_in/referrals/$id')({
  validateSearch: z.object({ act: z.string().max(40).optional().catch(undefined) }),
  loader: ({ context, params }) => context.queryClient.ensureQueryData(referralQuery(params.id)),
  component: ReferralRoute,
})

function ReferralRoute() {
  return <ReferralPage id={Route.useParams().id} act={Route.useSearch().act} />
}
