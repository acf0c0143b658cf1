import { type Actor, coordinators, type StaffFunction, seesTeam } from '../actor.ts'
import { protecting } from '../audiences.ts'
import type { Compartment } from '../compartments.ts'
import { byClock, dossierLead, notAppointed, onTeam, staffIn } from '../records/parties.ts'
import type { Parties } from '../workflow.ts'
import { compartmentOf, type Track, tracks } from './tracks.ts'

/** The relations of an agency or a person to a case. */
export const caseParties = {
  /** The person who leads the case. */
  leader: staffIn('leadPersonId', { of: 'leadAgencyId', orElse: 'case-lead' }),
  'case-lead': dossierLead(),
  /** Every agency that is on the team now. */
  member: onTeam(),
  /** An agency on the team that is a decision body of this jurisdiction. */
  'decision-body': onTeam({ orElse: 'case-lead' }),
  /** An agency on the team that may record milestones of a track. */
  'track-keeper': onTeam(),
  'support-provider': notAppointed({ orElse: 'case-lead' }),
  'child-protection': notAppointed({ orElse: 'case-lead' }),
  clock: byClock(),
}
export type CaseRelation = keyof typeof caseParties

export interface CaseParties {
  leadAgencyId: string
  leadPersonId: string | null
  /** The id of the reader's own agency, if the agency is on the team. */
  memberAgencyId: string | null
  /** Whether the profile names the sector of the reader's agency as a decision body. */
  decides?: boolean
  /** Whether the reader may record a milestone on any track. */
  keepsTrack?: boolean
}

export const partiesOfCase = (row: CaseParties): Parties<CaseRelation> => ({
  'case-lead': { agencyId: row.leadAgencyId, personId: row.leadPersonId },
  ...(row.leadPersonId === null
    ? {}
    : { leader: { agencyId: row.leadAgencyId, personId: row.leadPersonId, inPerson: true } }),
  ...(row.memberAgencyId === null ? {} : { member: { agencyId: row.memberAgencyId, personId: null } }),
  ...(row.memberAgencyId !== null && row.decides ? { 'decision-body': bodyOf(row, row.memberAgencyId) } : {}),
  ...(row.memberAgencyId !== null && row.keepsTrack
    ? { 'track-keeper': { agencyId: row.memberAgencyId, personId: null } }
    : {}),
})

export const leading = coordinators
export const supervising = seesTeam
/** Roles that record a formal decision, in a decision body. `authz.decides` is the same rule in the database. */
export const deciding = ['officer', 'caseworker', 'prosecutor', 'supervisor', 'head'] as const satisfies StaffFunction[]
/**
 * Roles that record milestones of protection, in an agency that protects. `authz.keeps_protection` is the same rule in
 * the database.
 */
export const keepingProtection = [
  'officer',
  'caseworker',
  'counsellor',
  'supervisor',
  'head',
] as const satisfies StaffFunction[]

/**
 * Returns the party of a decision body. If this body also leads the case, the case lead holds the deadlines of the
 * decision.
 */
const bodyOf = ({ leadAgencyId, leadPersonId }: CaseParties, agencyId: string) => ({
  agencyId,
  personId: agencyId === leadAgencyId ? leadPersonId : null,
})

/**
 * Returns the tracks on which the actor may record milestones: the protection track if the actor's sector protects,
 * another track if the actor has access to its compartment.
 */
export const tracksKeptBy = (
  { sector, function: role }: Pick<Actor, 'sector' | 'function'>,
  compartments: readonly Compartment[],
): Track[] =>
  tracks.filter((track) =>
    track === 'protection'
      ? protecting.includes(sector) && keepingProtection.some((one) => one === role)
      : compartments.includes(compartmentOf[track]),
  )
