import { type Actor, seesTeam } from '../actor.ts'
import type { AgencyField } from './contract.ts'
import { keptFields, settledFields } from './fields.ts'

/**
 * The directory fields that the actor may change. Supervisors and heads change the fields that their own agency
 * maintains.
 */
export const changeableBy = (actor: Actor, agencyId: string): AgencyField[] => {
  if (actor.function === 'administrator') return [...settledFields, ...keptFields]
  return keepsRota(actor, agencyId) ? [...keptFields] : []
}

/** Only the agency itself decides who is on call. */
export const keepsRota = (actor: Actor, agencyId: string): boolean =>
  actor.agencyId === agencyId && seesTeam.some((role) => role === actor.function)
