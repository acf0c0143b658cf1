import { createFileRoute } from '@tanstack/react-router'
import { z } from 'zod'
import { FormPage } from '../../forms/FormPage.tsx'

export const Route = createFileRoute('/_in/administration/forms/$id')({
  validateSearch: z.object({ version: z.number().int().positive().optional().catch(undefined) }),
  component: FormRoute,
})

function FormRoute() {
  return <FormPage id={Route.useParams().id} version={Route.useSearch().version} />
}
