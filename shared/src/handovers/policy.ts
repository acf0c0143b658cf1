import { coordinators } from '../actor.ts'
import type { Parties } from '../workflow.ts'

/**
 * `author`: the person who offered it. `giver`: the agency that leads until somebody takes over. `receiver`: who is told
 * and owes the answer. `assignee`: the colleague it is offered to; `receiving-agency`: another agency, for whose people
 * any of them answers.
 */
export const handoverRelations = ['author', 'giver', 'receiver', 'assignee', 'receiving-agency'] as const
export type HandoverRelation = (typeof handoverRelations)[number]

export interface HandoverParties {
  fromAgencyId: string
  fromPersonId: string
  toAgencyId: string
  toPersonId: string | null
}

export const partiesOfHandover = (row: HandoverParties): Parties<HandoverRelation> => ({
  author: { agencyId: row.fromAgencyId, personId: row.fromPersonId },
  giver: { agencyId: row.fromAgencyId, personId: row.fromPersonId },
  receiver: { agencyId: row.toAgencyId, personId: row.toPersonId },
  ...(row.toPersonId === null
    ? { 'receiving-agency': { agencyId: row.toAgencyId, personId: null } }
    : { assignee: { agencyId: row.toAgencyId, personId: row.toPersonId } }),
})

export const taking = coordinators
