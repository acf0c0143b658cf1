import { createFileRoute } from '@tanstack/react-router'
import { z } from 'zod'
import { BriefPage } from '../../briefs/BriefPage.tsx'

export const Route = createFileRoute('/_in/brief')({
  validateSearch: z.object({ since: z.iso.date().optional().catch(undefined) }),
  component: BriefRoute,
})

function BriefRoute() {
  return <BriefPage since={Route.useSearch().since} />
}
