import { coordinators, seesTeam } from '../actor.ts'
import type { Parties } from '../workflow.ts'

/** `author`: the person who added it. `owner`: the agency that answers for it. Who may see it at all is its wall's to say. */
export const documentRelations = ['author', 'owner'] as const
export type DocumentRelation = (typeof documentRelations)[number]

export const partiesOfDocument = (row: { agencyId: string; authorId: string }): Parties<DocumentRelation> => ({
  author: { agencyId: row.agencyId, personId: row.authorId },
  owner: { agencyId: row.agencyId, personId: null },
})

export const keeping = coordinators
export const answering = seesTeam
