import { hasWords, type Say } from '../messages.ts'

/** What a running clock asks for, as a verb phrase: "Answer referral". A step newer than the catalogue shows its key. */
export const stepWords = (key: string, say: Say): string =>
  hasWords(`deadlines.steps.${key}`) ? say(`deadlines.steps.${key}`) : key
