import type { Parties } from '../workflow.ts'

/**
 * `owner`: the agency that leads the task force, whose lead keeps its figures. `drafter`: who drafted them, where that agency
 * has another lead who can look at them; where there is none, nobody stands so, and what is signed says that one person did it.
 */
export const snapshotRelations = ['owner', 'drafter'] as const
export type SnapshotRelation = (typeof snapshotRelations)[number]

export interface SnapshotParties {
  agencyId: string
  drafterId: string | null
  hasSecondLead: boolean
}

export const partiesOfSnapshot = ({
  agencyId,
  drafterId,
  hasSecondLead,
}: SnapshotParties): Parties<SnapshotRelation> => ({
  owner: { agencyId, personId: null },
  ...(hasSecondLead && drafterId !== null ? { drafter: { agencyId, personId: drafterId } } : {}),
})

export const signing = ['lead'] as const
