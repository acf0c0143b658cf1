import { z } from 'zod'
import { by, workflow } from '../workflow.ts'
import { alertRelations, notifying, receiving } from './policy.ts'

/** What an authority did with a notice: coded, since there is no person to tell. */
export const closeReasons = ['noted', 'passed-to-police', 'joins-what-is-known', 'not-enough-to-act-on'] as const
export const alertWithdrawals = ['now-referred', 'mistaken-or-duplicate'] as const

export const Close = z.strictObject({ reason: z.enum(closeReasons) })
export const Withdraw = z.strictObject({ reason: z.enum(alertWithdrawals) })

/** A notice without a person: sent, received, dealt with; and its sender always learns that it was. */
export const alertWorkflow = workflow('alert', {
  relations: alertRelations,
  statuses: ['sent', 'received', 'closed', 'withdrawn'],
  final: ['closed', 'withdrawn'],
  covered: { sent: 'alert.acknowledge', received: 'alert.review' },
  actions: {
    acknowledge: {
      from: ['sent'],
      to: 'received',
      may: by('receiver', receiving),
      closes: ['alert.acknowledge'],
      opens: ['alert.review'],
      tells: ['sender'],
    },
    close: {
      from: ['received'],
      to: 'closed',
      may: by('receiver', receiving),
      input: Close,
      closes: ['alert.review'],
      tells: ['sender'],
    },
    /** The person agreed to be referred after all, or it was sent by mistake. */
    withdraw: {
      from: ['sent', 'received'],
      to: 'withdrawn',
      may: by('sender', notifying),
      input: Withdraw,
      closes: ['alert.acknowledge', 'alert.review'],
      tells: ['receiver'],
    },
  },
})
