import { hasWords, type Translate } from '../messages.ts'

/**
 * The step of a running deadline as a verb phrase: "Answer referral"; with the kind of its record: "Check safety". A
 * step that the catalogue lacks is shown by its key.
 */
export const stepWords = (key: string, t: Translate, detail?: string | null): string => {
  const names = [...(detail ? [`deadlines.steps.${key}.${detail}`] : []), `deadlines.steps.${key}`]
  const known = names.find(hasWords)
  return known ? t(known) : key
}
