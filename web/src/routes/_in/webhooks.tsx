import { createFileRoute } from '@tanstack/react-router'
import { WebhooksPage } from '../../notices/WebhooksPage.tsx'
import { webhooksQuery } from '../../notices/webhooks.ts'

export const Route = createFileRoute('/_in/webhooks')({
  loader: ({ context }) => context.queryClient.ensureQueryData(webhooksQuery),
  component: WebhooksPage,
})
