import { createFileRoute } from '@tanstack/react-router'
import { z } from 'zod'
import { referralQuery } from '../../referrals/queries.ts'
import { ReferralPage } from '../../referrals/ReferralPage.tsx'

export const Route = createFileRoute('/_in/referrals/$id')({
  validateSearch: z.object({ act: z.string().max(40).optional().catch(undefined) }),
  loader: ({ context, params }) => context.queryClient.ensureQueryData(referralQuery(params.id)),
  component: ReferralRoute,
})

function ReferralRoute() {
  return <ReferralPage id={Route.useParams().id} act={Route.useSearch().act} />
}
