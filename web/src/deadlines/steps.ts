import { hasWords, type Translate } from '../messages.ts'

/**
 * Names the step of a running deadline as a verb phrase, such as "Answer referral". `detail`, the kind of the record,
 * may select a more specific phrase, such as "Check safety"; a step without a phrase is named by its key.
 */
export const stepWords = (key: string, t: Translate, detail?: string | null): string => {
  const names = [...(detail ? [`deadlines.steps.${key}.${detail}`] : []), `deadlines.steps.${key}`]
  const known = names.find(hasWords)
  return known ? t(known) : key
}
