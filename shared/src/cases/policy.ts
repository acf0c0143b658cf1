import { coordinators, seesTeam } from '../actor.ts'
import type { Parties } from '../workflow.ts'

/** `leader`: who leads in person. `member`: any agency on the team now. */
export const caseRelations = ['leader', 'case-lead', 'member', 'clock'] as const
export type CaseRelation = (typeof caseRelations)[number]

export interface CaseParties {
  leadAgencyId: string
  leadPersonId: string | null
  /** The reader's own agency, where it is on the team. */
  memberAgencyId: string | null
}

export const partiesOfCase = (row: CaseParties): Parties<CaseRelation> => ({
  'case-lead': { agencyId: row.leadAgencyId, personId: row.leadPersonId },
  ...(row.leadPersonId === null ? {} : { leader: { agencyId: row.leadAgencyId, personId: row.leadPersonId } }),
  ...(row.memberAgencyId === null ? {} : { member: { agencyId: row.memberAgencyId, personId: null } }),
})

export const leading = coordinators
export const supervising = seesTeam
