import { type Actor, coordinators, type StaffFunction, seesTeam } from '../actor.ts'
import { protecting } from '../audiences.ts'
import type { Compartment } from '../compartments.ts'
import { byClock, dossierLead, notAppointed, onTeam, staffIn } from '../records/parties.ts'
import type { Parties } from '../workflow.ts'
import { compartmentOf, type Track, tracks } from './tracks.ts'

/** How one can stand to a case. */
export const caseParties = {
  /** Who leads in person. */
  leader: staffIn('leadPersonId', { of: 'leadAgencyId', orElse: 'case-lead' }),
  'case-lead': dossierLead(),
  /** Any agency on the team now. */
  member: onTeam(),
  /** One that decides formally in this jurisdiction. */
  'decision-body': onTeam({ orElse: 'case-lead' }),
  /** One whose reader may record a milestone on a track. */
  'track-keeper': onTeam(),
  'support-provider': notAppointed({ orElse: 'case-lead' }),
  'child-protection': notAppointed({ orElse: 'case-lead' }),
  clock: byClock(),
}
export type CaseRelation = keyof typeof caseParties

export interface CaseParties {
  leadAgencyId: string
  leadPersonId: string | null
  /** The reader's own agency, where it is on the team. */
  memberAgencyId: string | null
  /** Whether the profile names the sector of the reader's agency as one that decides. */
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
/** Who decides formally, in an agency that does. `authz.decides` says the same to the database. */
export const deciding = ['officer', 'caseworker', 'prosecutor', 'supervisor', 'head'] as const satisfies StaffFunction[]
/** Roles that record milestones of protection, in an agency that protects. `authz.keeps_protection` says the same. */
export const keepingProtection = [
  'officer',
  'caseworker',
  'counsellor',
  'supervisor',
  'head',
] as const satisfies StaffFunction[]

/** In a case that the decision body leads itself, the case lead holds its deadlines. */
const bodyOf = ({ leadAgencyId, leadPersonId }: CaseParties, agencyId: string) => ({
  agencyId,
  personId: agencyId === leadAgencyId ? leadPersonId : null,
})

/** Tracks on which the actor may record milestones: of protection those who protect, of the others those in their compartment. */
export const tracksKeptBy = (
  { sector, function: fn }: Pick<Actor, 'sector' | 'function'>,
  walls: readonly Compartment[],
): Track[] =>
  tracks.filter((track) =>
    track === 'protection'
      ? protecting.includes(sector) && keepingProtection.some((one) => one === fn)
      : walls.includes(compartmentOf[track]),
  )
