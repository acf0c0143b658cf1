import { type Answer, isBlank } from '@palermo/shared/forms/answers.ts'
import type { Field } from '@palermo/shared/forms/contract.ts'
import type { MapTarget } from '@palermo/shared/forms/targets.ts'

/** The translation keys of an advice's title and text. */
export interface Advice {
  title: string
  lead: string
}

/**
 * The advice shown after an answer. It is chosen by what the question means (`mapsTo`), so that the advice works in
 * every version of a form.
 */
const advice: Partial<Record<MapTarget, Record<string, Advice>>> = {
  'referral.safe-now': { no: { title: 'drafts.advice.not-safe-title', lead: 'drafts.advice.not-safe' } },
  'person.companions': {
    'not-yet-apart': { title: 'drafts.advice.apart-first-title', lead: 'drafts.advice.apart-first' },
    'cannot-be-apart': { title: 'drafts.advice.not-alone-title', lead: 'drafts.advice.not-alone' },
  },
}

/** Returns the advice to show after this answer; undefined if there is none. */
export const adviceOn = ({ mapsTo }: Field, answer: Answer | undefined): Advice | undefined =>
  mapsTo && typeof answer === 'string' && !isBlank(answer) ? advice[mapsTo]?.[answer] : undefined
