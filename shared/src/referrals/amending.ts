import type { z } from 'zod'
import type { Urgency } from '../codes/urgency.ts'
import type { Amend } from './inputs.ts'

interface Fault {
  pointer: string
  detail: string
}

/**
 * Returns all errors of an amendment. A change of urgency states the new urgency as a code, because it moves deadlines;
 * every other topic states the earlier and the present facts as text.
 */
export const faultsOfAmendment = (
  { topic, old, new: next, urgency }: z.infer<typeof Amend>,
  current: Urgency,
): Fault[] => {
  if (topic !== 'urgency') {
    return [
      ...(old === undefined ? [{ pointer: '/old', detail: 'required' }] : []),
      ...(next === undefined ? [{ pointer: '/new', detail: 'required' }] : []),
      ...(urgency === undefined ? [] : [{ pointer: '/urgency', detail: 'is amended under its own topic' }]),
    ]
  }
  if (urgency === undefined) return [{ pointer: '/urgency', detail: 'required' }]
  return urgency === current ? [{ pointer: '/urgency', detail: 'is what it says already' }] : []
}
