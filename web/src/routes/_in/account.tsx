import { createFileRoute } from '@tanstack/react-router'
import { AccountPage } from '../../accounts/AccountPage.tsx'
import { sessionsQuery } from '../../accounts/queries.ts'
import { FeedCard } from '../../feeds/FeedCard.tsx'
import { KeysCard } from '../../keys/KeysCard.tsx'

export const Route = createFileRoute('/_in/account')({
  loader: ({ context }) => context.queryClient.ensureQueryData(sessionsQuery),
  component: AccountRoute,
})

function AccountRoute() {
  return (
    <AccountPage>
      <FeedCard />
      <KeysCard />
    </AccountPage>
  )
}
