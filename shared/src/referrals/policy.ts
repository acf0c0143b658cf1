import { coordinators, firstResponders, seesTeam } from '../actor.ts'
import type { Parties } from '../workflow.ts'

/** How one can stand to a referral. `clock` is nobody: the act of a deadline that ran out. */
export const referralRelations = ['author', 'sender', 'receiver', 'assignee', 'case-lead', 'clock'] as const
export type ReferralRelation = (typeof referralRelations)[number]

/** What the relations are read from. */
export interface ReferralParties {
  fromAgencyId: string
  fromPersonId: string
  toAgencyId: string | null
  assigneeId: string | null
  leadAgencyId: string | null
  leadPersonId: string | null
}

/** Who stands how to this referral: the one place that says so. */
export const partiesOfReferral = (referral: ReferralParties): Parties<ReferralRelation> => ({
  author: { agencyId: referral.fromAgencyId, personId: referral.fromPersonId },
  sender: { agencyId: referral.fromAgencyId, personId: referral.fromPersonId },
  ...(referral.toAgencyId === null
    ? {}
    : { receiver: { agencyId: referral.toAgencyId, personId: referral.assigneeId } }),
  ...(referral.toAgencyId === null || referral.assigneeId === null
    ? {}
    : { assignee: { agencyId: referral.toAgencyId, personId: referral.assigneeId } }),
  ...(referral.leadAgencyId === null
    ? {}
    : { 'case-lead': { agencyId: referral.leadAgencyId, personId: referral.leadPersonId } }),
})

/** Whoever may speak for the referring agency: any first responder, and those who answer for them. */
export const frontline = firstResponders
export const coordinating = coordinators
export const supervising = seesTeam
