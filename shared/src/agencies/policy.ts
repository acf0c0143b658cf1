import { type Actor, seesTeam } from '../actor.ts'
import type { AgencyField } from './contract.ts'
import { keptFields, settledFields } from './fields.ts'

/** The fields of an agency's entry that the actor may change: of their own, what it says of itself, by supervisors and heads. */
export const changeableBy = (actor: Actor, agencyId: string): AgencyField[] => {
  if (actor.function === 'administrator') return [...settledFields, ...keptFields]
  return keepsRota(actor, agencyId) ? [...keptFields] : []
}

/** Who answers the telephone is decided in the agency itself, and nowhere else. */
export const keepsRota = (actor: Actor, agencyId: string): boolean =>
  actor.agencyId === agencyId && seesTeam.some((fn) => fn === actor.function)
