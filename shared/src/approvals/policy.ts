import { coordinators, type StaffFunction } from '../actor.ts'
import type { Parties } from '../workflow.ts'

/** `author`: the person who asked. `approver`: the agency that is asked. `clock` is nobody: what happens by itself. */
export const approvalRelations = ['author', 'approver', 'clock'] as const
export type ApprovalRelation = (typeof approvalRelations)[number]

export interface ApprovalParties {
  fromAgencyId: string
  fromPersonId: string
  /** Null where the founding administrator acted alone. */
  toAgencyId: string | null
  toPersonId: string | null
}

export const partiesOfApproval = (row: ApprovalParties): Parties<ApprovalRelation> => ({
  author: { agencyId: row.fromAgencyId, personId: row.fromPersonId, role: 'person' },
  ...(row.toAgencyId === null
    ? {}
    : { approver: { agencyId: row.toAgencyId, personId: row.toPersonId, role: 'approver' } }),
})

export const askingForApproval: readonly StaffFunction[] = [...coordinators, 'administrator']
/** `authz.may_approve` says the same to the database, and whose appointees they may not be. */
export const approving = ['head', 'administrator'] as const
