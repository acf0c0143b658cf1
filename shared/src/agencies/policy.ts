import { type Actor, seesTeam } from '../actor.ts'
import type { AgencyField } from './contract.ts'
import { keptFields, settledFields } from './fields.ts'

/**
 * Returns the directory fields that the actor may change. Supervisors and heads change the fields that their own agency
 * maintains.
 */
export const changeableBy = (actor: Actor, agencyId: string): AgencyField[] => {
  if (actor.function === 'administrator') return [...settledFields, ...keptFields]
  return keepsRota(actor, agencyId) ? [...keptFields] : []
}

/** Whether the actor may change the on-call rota, which only the agency itself decides. */
export const keepsRota = (actor: Actor, agencyId: string): boolean =>
  actor.agencyId === agencyId && seesTeam.some((role) => role === actor.function)
