import { createFileRoute } from '@tanstack/react-router'
import { NoticesPage } from '../../notices/NoticesPage.tsx'
import { noticesQuery } from '../../notices/queries.ts'

export const Route = createFileRoute('/_in/notices/')({
  loader: ({ context }) => context.queryClient.ensureInfiniteQueryData(noticesQuery),
  component: NoticesPage,
})
