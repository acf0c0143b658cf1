import { type Answer, isBlank } from '@palermo/shared/forms/answers.ts'
import type { Field } from '@palermo/shared/forms/contract.ts'
import type { MapTarget } from '@palermo/shared/forms/targets.ts'

/** Translation keys of an advice. */
export interface Advice {
  title: string
  lead: string
}

/**
 * Advice to show after an answer, chosen by what the question means (`mapsTo`), so that it works in every version of a
 * form.
 */
const advice: Partial<Record<MapTarget, Record<string, Advice>>> = {
  'referral.safe-now': { no: { title: 'drafts.advice.not-safe-title', lead: 'drafts.advice.not-safe' } },
  'person.companions': {
    'not-yet-apart': { title: 'drafts.advice.apart-first-title', lead: 'drafts.advice.apart-first' },
    'cannot-be-apart': { title: 'drafts.advice.not-alone-title', lead: 'drafts.advice.not-alone' },
  },
}

/** The advice for this answer; undefined if there is none. */
export const adviceOn = ({ mapsTo }: Field, answer: Answer | undefined): Advice | undefined =>
  mapsTo && typeof answer === 'string' && !isBlank(answer) ? advice[mapsTo]?.[answer] : undefined
