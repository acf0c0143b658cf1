import { FormId, Locale } from '@palermo/shared/forms/versions.ts'
import { createFileRoute } from '@tanstack/react-router'
import { z } from 'zod'
import { FromCaseRoute, isFromCase } from '../../referrals/FromCaseRoute.tsx'
import { NewReferralPage } from '../../referrals/NewReferralPage.tsx'

export const Route = createFileRoute('/_in/referrals/new')({
  validateSearch: z.object({
    draft: z.uuid().optional().catch(undefined),
    kept: z.uuid().optional().catch(undefined),
    case: z.uuid().optional().catch(undefined),
    to: z.uuid().optional().catch(undefined),
    form: FormId.optional().catch(undefined),
    lang: Locale.optional().catch(undefined),
    step: z.string().max(80).optional().catch(undefined),
  }),
  component: NewReferralRoute,
})

function NewReferralRoute() {
  const search = Route.useSearch()
  return isFromCase(search) ? <FromCaseRoute caseId={search.case} /> : <NewReferralPage search={search} />
}
