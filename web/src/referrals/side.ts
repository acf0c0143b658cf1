import type { Me } from '@palermo/shared/accounts/contract.ts'
import type { ReferralSummary } from '@palermo/shared/referrals/contract.ts'

export type Side = 'sender' | 'receiver' | 'other'

/** Whether the reader belongs to the sender or the receiver. Used only to choose texts; rights come with the data. */
export const sideOf = (me: Me, { from, to }: Pick<ReferralSummary, 'from' | 'to'>): Side =>
  me.agencyId === from.id ? 'sender' : me.agencyId === to?.id ? 'receiver' : 'other'
