import { z } from 'zod'
import { by, workflow } from '../workflow.ts'
import { handoverRelations, taking } from './policy.ts'
import { HandoverDeclineReason } from './terms.ts'

/** A supervisor of another agency may name who will carry it; otherwise whoever accepts does. */
export const TakeOver = z.strictObject({ assigneeId: z.uuid().optional() })
export const DeclineHandover = z.strictObject({ reason: HandoverDeclineReason })

const answer = 'handover.answer'
const receiving = [...by('assignee', taking), ...by('receiving-agency', taking)] as const

/** Who leads offers the case, who will lead takes it. Until then the giver leads, and afterwards the taker does. */
export const handoverWorkflow = workflow('handover', {
  relations: handoverRelations,
  statuses: ['offered', 'accepted', 'declined', 'withdrawn'],
  final: ['accepted', 'declined', 'withdrawn'],
  covered: { offered: answer },
  actions: {
    accept: { from: ['offered'], to: 'accepted', may: receiving, input: TakeOver, closes: [answer], tells: ['giver'] },
    decline: {
      from: ['offered'],
      to: 'declined',
      may: receiving,
      input: DeclineHandover,
      closes: [answer],
      tells: ['giver'],
    },
    withdraw: {
      from: ['offered'],
      to: 'withdrawn',
      may: by('giver', taking),
      closes: [answer],
      tells: ['receiver'],
    },
  },
})
