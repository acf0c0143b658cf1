import { createFileRoute } from '@tanstack/react-router'
import { z } from 'zod'
import { WeekPage } from '../../work-items/WeekPage.tsx'

export const Route = createFileRoute('/_in/week')({
  validateSearch: z.object({
    day: z.iso.date().optional().catch(undefined),
    team: z.boolean().optional().catch(undefined),
  }),
  component: WeekRoute,
})

function WeekRoute() {
  return <WeekPage search={Route.useSearch()} />
}
