import { coordinators, seesTeam } from '../actor.ts'
import type { Parties } from '../workflow.ts'

/** `author`: the person who asked. `owner`: the agency that answers for the wall. `clock` is nobody: what happens by itself. */
export const requestRelations = ['author', 'owner', 'clock'] as const
export type RequestRelation = (typeof requestRelations)[number]

export interface RequestParties {
  fromAgencyId: string
  fromPersonId: string
  ownerAgencyId: string
}

export const partiesOfRequest = (row: RequestParties): Parties<RequestRelation> => ({
  author: { agencyId: row.fromAgencyId, personId: row.fromPersonId },
  owner: { agencyId: row.ownerAgencyId, personId: null },
})

export const asking = coordinators
/** Those who answer for an agency's work let others in (access matrix, section 2.3: A). */
export const answering = seesTeam
