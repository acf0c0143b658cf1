import { hasWords, type Translate } from '../messages.ts'

/**
 * What a running clock asks for, as a verb phrase: "Answer referral"; with the detail of its row, of which kind it is:
 * "Check safety". A step newer than the catalogue shows its key.
 */
export const stepWords = (key: string, t: Translate, detail?: string | null): string => {
  const names = [...(detail ? [`deadlines.steps.${key}.${detail}`] : []), `deadlines.steps.${key}`]
  const known = names.find(hasWords)
  return known ? t(known) : key
}
