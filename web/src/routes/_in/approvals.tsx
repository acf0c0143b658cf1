import { approvalBoxes } from '@palermo/shared/approvals/contract.ts'
import { createFileRoute } from '@tanstack/react-router'
import { z } from 'zod'
import { ApprovalsPage } from '../../approvals/ApprovalsPage.tsx'

export const Route = createFileRoute('/_in/approvals')({
  validateSearch: z.object({ box: z.enum(approvalBoxes).optional().catch(undefined) }),
  component: ApprovalsRoute,
})

function ApprovalsRoute() {
  return <ApprovalsPage box={Route.useSearch().box} />
}
