import type { Parties } from '../workflow.ts'

/** `owner`: the agency that leads the task force, whose lead keeps its figures. */
export const snapshotRelations = ['owner'] as const
export type SnapshotRelation = (typeof snapshotRelations)[number]

export const partiesOfSnapshot = (row: { agencyId: string }): Parties<SnapshotRelation> => ({
  owner: { agencyId: row.agencyId, personId: null },
})

export const signing = ['lead'] as const
