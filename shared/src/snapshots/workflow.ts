import { z } from 'zod'
import { by, workflow } from '../workflow.ts'
import { signing, snapshotRelations } from './policy.ts'

export const snapshotWithdrawals = ['figures-wrong', 'method-wrong', 'replaced', 'not-needed'] as const
export const WithdrawSnapshot = z.strictObject({ reason: z.enum(snapshotWithdrawals) })

/**
 * Figures that somebody will quote: frozen when they are drafted, signed, published, and from then on the same for
 * everybody. Whoever drafts does not sign, where there is a second lead. What was wrong is withdrawn and stays readable as withdrawn; it is never changed.
 */
export const snapshotWorkflow = workflow('snapshot', {
  relations: snapshotRelations,
  statuses: ['drafted', 'signed', 'published', 'withdrawn'],
  final: ['published', 'withdrawn'],
  covered: { drafted: 'snapshot.sign', signed: 'snapshot.publish' },
  actions: {
    sign: {
      from: ['drafted'],
      to: 'signed',
      may: by('owner', signing),
      notBy: 'drafter',
      closes: ['snapshot.sign'],
      opens: ['snapshot.publish'],
    },
    publish: { from: ['signed'], to: 'published', may: by('owner', signing), closes: ['snapshot.publish'] },
    withdraw: {
      from: ['drafted', 'signed', 'published'],
      to: 'withdrawn',
      may: by('owner', signing),
      input: WithdrawSnapshot,
      closes: ['snapshot.sign', 'snapshot.publish'],
    },
  },
})
