import type { Case } from '@palermo/shared/cases/contract.ts'
import type { CaseAction } from '@palermo/shared/cases/record.ts'
import { offeredActs } from '../cases/acts.ts'
import type { NextThing } from './next.ts'

/** The action that completes each deadline of the case, by the key of the deadline. */
const actFor: Record<string, CaseAction> = {
  'case.review': 'review',
  'child.guardian': 'appoint-guardian',
  'child.best-interests': 'assess-best-interests',
  'followup.after-silence': 'try-again',
}

/** What the primary button does: an action on the case, or a link to the page on which the step is done. */
export type Primary =
  | { thing: NextThing; act: CaseAction }
  | { thing: NextThing; to: 'referral'; id: string }
  | { thing: NextThing; to: 'plan' | 'team' }

/**
 * Returns the primary button for the soonest step that the reader's agency owes and the reader can do now; undefined if
 * there is no such step.
 */
export const primaryOf = (row: Case, things: readonly NextThing[]): Primary | undefined => {
  const acts = offeredActs(row)
  for (const thing of things) {
    const found = thing.ours ? doneBy(row, acts, thing) : undefined
    if (found) return found
  }
  return undefined
}

const doneBy = (row: Case, acts: readonly CaseAction[], thing: NextThing): Primary | undefined => {
  const { step, subject } = thing
  const act = actFor[step]
  if (act) return acts.includes(act) ? { thing, act } : undefined
  if (subject?.kind === 'referral') return { thing, to: 'referral', id: subject.id }
  if (subject?.kind === 'task') {
    const task = row.tasks.find(({ id }) => id === subject.id)
    return task?.actions.includes('finish') ? { thing, to: 'plan' } : undefined
  }
  if (step.startsWith('request.')) return { thing, to: 'team' }
  return undefined
}
