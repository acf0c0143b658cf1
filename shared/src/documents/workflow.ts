import { z } from 'zod'
import { ChosenAudience } from '../audiences.ts'
import { OpenCompartment } from '../compartments.ts'
import { by, workflow } from '../workflow.ts'
import { DocumentWithdrawalReason } from './kinds.ts'
import { answering, documentRelations, keeping } from './policy.ts'

export const Withdraw = z.strictObject({ reason: DocumentWithdrawalReason })
/** For fewer readers, and never for more. */
export const Restrict = z.strictObject({ audience: ChosenAudience, compartment: OpenCompartment })

/** A document is kept, replaced by newer versions of itself, and taken out of the case; nothing of it waits for anybody. */
export const documentWorkflow = workflow('document', {
  relations: documentRelations,
  statuses: ['kept', 'withdrawn'],
  final: ['withdrawn'],
  resting: ['kept'],
  covered: {},
  actions: {
    revise: { from: ['kept'], may: by('owner', keeping) },
    restrict: { from: ['kept'], may: [...by('author', keeping), ...by('owner', answering)], input: Restrict },
    withdraw: {
      from: ['kept'],
      to: 'withdrawn',
      may: [...by('author', keeping), ...by('owner', answering)],
      input: Withdraw,
    },
    reopen: { from: ['withdrawn'], to: 'kept', may: [...by('author', keeping), ...by('owner', answering)] },
  },
})
