import { z } from 'zod'
import { by, workflow } from '../workflow.ts'
import { answering, asking, requestRelations } from './policy.ts'
import { RefusalReason } from './terms.ts'

export const Refuse = z.strictObject({ reason: RefusalReason })

/** To be let in behind a wall: asked by a person, answered by those who answer for the wall, by a clock. */
export const requestWorkflow = workflow('request', {
  relations: requestRelations,
  statuses: ['asked', 'granted', 'refused', 'withdrawn'],
  final: ['granted', 'refused', 'withdrawn'],
  covered: { asked: 'request.answer' },
  actions: {
    grant: {
      from: ['asked'],
      to: 'granted',
      may: by('owner', answering),
      closes: ['request.answer'],
      tells: ['author'],
    },
    refuse: {
      from: ['asked'],
      to: 'refused',
      may: by('owner', answering),
      input: Refuse,
      closes: ['request.answer'],
      tells: ['author'],
    },
    withdraw: { from: ['asked'], to: 'withdrawn', may: by('author', asking), closes: ['request.answer'] },
    /** The case was handed over: its new lead answers. */
    'take-over': { from: ['asked'], may: by('clock', []) },
    /** Nobody is let in for the sake of somebody who does not work there any more. */
    'hand-back': { from: ['asked'], to: 'withdrawn', may: by('clock', []), closes: ['request.answer'] },
  },
})
