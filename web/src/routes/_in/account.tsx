import { createFileRoute } from '@tanstack/react-router'
import { AccountPage } from '../../accounts/AccountPage.tsx'
import { sessionsQuery } from '../../accounts/queries.ts'

export const Route = createFileRoute('/_in/account')({
  loader: ({ context }) => context.queryClient.ensureQueryData(sessionsQuery),
  component: AccountPage,
})
