import { intakeShort } from '@palermo/shared/forms/intake.ts'
import { useQuery } from '@tanstack/react-query'
import { formQuery } from '../forms/queries.ts'
import { FromCasePage } from './FromCasePage.tsx'
import type { WriteSearch } from './write-search.ts'

/** A new referral from a case uses the short page; drafts started in the long form continue there. */
export const isFromCase = (search: WriteSearch): search is WriteSearch & { case: string } =>
  search.case !== undefined && [search.draft, search.kept, search.form, search.step].every((one) => one === undefined)

/** With the texts of the short form, which are included in the page. */
export const FromCaseRoute = ({ caseId }: { caseId: string }) => {
  const { data } = useQuery(formQuery(intakeShort.id, intakeShort.version))
  return data ? <FromCasePage key={caseId} caseId={caseId} words={data.words} /> : null
}
