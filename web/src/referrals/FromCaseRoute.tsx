import { intakeShort } from '@palermo/shared/forms/intake.ts'
import { useQuery } from '@tanstack/react-query'
import { formQuery } from '../forms/queries.ts'
import { FromCasePage } from './FromCasePage.tsx'
import type { WriteSearch } from './write-search.ts'

/**
 * Whether FromCasePage is shown: for a new referral from a case, but not for a draft that was started in the long form.
 */
export const isFromCase = (search: WriteSearch): search is WriteSearch & { case: string } =>
  search.case !== undefined && [search.draft, search.kept, search.form, search.step].every((one) => one === undefined)

/** Shows FromCasePage with the texts of the short form; shows nothing until these texts are loaded. */
export const FromCaseRoute = ({ caseId }: { caseId: string }) => {
  const { data } = useQuery(formQuery(intakeShort.id, intakeShort.version))
  return data ? <FromCasePage key={caseId} caseId={caseId} words={data.words} /> : null
}
