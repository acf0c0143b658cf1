import type { Me } from '@palermo/shared/accounts/contract.ts'
import type { ReferralSummary } from '@palermo/shared/referrals/contract.ts'

export type Side = 'sender' | 'receiver' | 'other'

/**
 * Returns whether the reader's agency is the sender, the receiver or neither. Only texts depend on this; the server
 * decides the reader's rights.
 */
export const sideOf = (me: Me, { from, to }: Pick<ReferralSummary, 'from' | 'to'>): Side =>
  me.agencyId === from.id ? 'sender' : me.agencyId === to?.id ? 'receiver' : 'other'
