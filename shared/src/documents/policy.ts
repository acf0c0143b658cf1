import { coordinators, seesTeam } from '../actor.ts'
import type { Parties } from '../workflow.ts'

/** `author`: the person who added it. `owner`: the agency that answers for it. Who may see it at all is its wall's to say. */
export const documentRelations = ['author', 'owner'] as const
export type DocumentRelation = (typeof documentRelations)[number]

/** Of an agency that the reader may not know of nobody stands to it in any way that is theirs. */
export const partiesOfDocument = ({ agencyId, authorId }: DocumentSigned): Parties<DocumentRelation> =>
  agencyId === null ? {} : { author: { agencyId, personId: authorId }, owner: { agencyId, personId: null } }

interface DocumentSigned {
  agencyId: string | null
  authorId: string | null
}

export const keeping = coordinators
export const answering = seesTeam
