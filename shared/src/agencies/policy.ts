import { type Actor, seesTeam } from '../actor.ts'
import type { AgencyField } from './contract.ts'

/** What an agency says of itself: kept by its own supervisors and heads. */
const kept = [
  'services',
  'eligibility',
  'languages',
  'hours',
  'alwaysOpen',
  'zone',
  'dutyPhone',
  'takesReferrals',
] as const satisfies readonly AgencyField[]

/** What the task force says of it: whoever could change these could take another's name, reach or rights. */
const settled = ['name', 'sector', 'region', 'protected', 'placementDesk'] as const satisfies readonly AgencyField[]

/** The fields of an agency's entry that somebody may change. */
export const changeableBy = (actor: Actor, agencyId: string): AgencyField[] => {
  if (actor.function === 'administrator') return [...settled, ...kept]
  return keepsRota(actor, agencyId) ? [...kept] : []
}

/** Who answers the telephone is decided in the agency itself, and nowhere else. */
export const keepsRota = (actor: Actor, agencyId: string): boolean =>
  actor.agencyId === agencyId && seesTeam.some((fn) => fn === actor.function)
