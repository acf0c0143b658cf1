import { alertBoxes } from '@palermo/shared/alerts/contract.ts'
import { createFileRoute } from '@tanstack/react-router'
import { z } from 'zod'
import { AlertsPage } from '../../alerts/AlertsPage.tsx'

export const Route = createFileRoute('/_in/alerts/')({
  validateSearch: z.object({ box: z.enum(alertBoxes).optional().catch(undefined) }),
  component: AlertsRoute,
})

function AlertsRoute() {
  return <AlertsPage box={Route.useSearch().box ?? 'inbox'} />
}
