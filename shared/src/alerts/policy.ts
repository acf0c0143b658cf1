import { coordinators, firstResponders } from '../actor.ts'
import type { Parties } from '../workflow.ts'

/** `sender`: whoever wrote it, and those who answer for them. `receiver`: the authority it was sent to. */
export const alertRelations = ['sender', 'receiver'] as const
export type AlertRelation = (typeof alertRelations)[number]

export interface AlertParties {
  fromAgencyId: string
  fromPersonId: string
  toAgencyId: string
}

export const partiesOfAlert = (row: AlertParties): Parties<AlertRelation> => ({
  sender: { agencyId: row.fromAgencyId, personId: row.fromPersonId },
  receiver: { agencyId: row.toAgencyId, personId: null },
})

export const notifying = firstResponders
export const receiving = coordinators
