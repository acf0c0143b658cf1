import { z } from 'zod'

/** Part of the state an agency stands in; the list is the task force's own (design: sectors). */
export const sectors = [
  'justice',
  'police',
  'welfare',
  'immigration',
  'ngo',
  'labour',
  'health',
  'foreign-affairs',
  'local-government',
  'secretariat',
] as const
export const Sector = z.enum(sectors)
export type Sector = z.infer<typeof Sector>

/** What a person does in the agency. Rights follow sector × function, never a person's name. */
export const functions = [
  'officer',
  'caseworker',
  'counsellor',
  'lawyer',
  'investigator',
  'prosecutor',
  'supervisor',
  'head',
  'lead',
  'administrator',
  'auditor',
  'integrity-officer',
] as const
export const StaffFunction = z.enum(functions)
export type StaffFunction = z.infer<typeof StaffFunction>

/** The signed-in person of this transaction, as the database proved it. */
export const Actor = z.object({
  personId: z.uuid(),
  agencyId: z.uuid(),
  sector: Sector,
  function: StaffFunction,
})
export type Actor = z.infer<typeof Actor>

/** Any sector's officer or caseworker may be the first to meet a presumed victim. */
export const firstResponders = ['officer', 'caseworker', 'investigator', 'counsellor', 'supervisor', 'head'] as const
/** Those who take on, carry and end the work on a case. */
export const coordinators = [
  'caseworker',
  'counsellor',
  'lawyer',
  'officer',
  'investigator',
  'prosecutor',
  'supervisor',
  'head',
] as const
/** Whether work can be in this function's name: `app.takes_work` says the same to the database. */
export const carriesWork = (fn: StaffFunction): boolean => coordinators.some((one) => one === fn)
/** Those who answer for the work of others in their agency and so see all of it. */
export const seesTeam = ['supervisor', 'head'] as const
/** Those who keep the system or the overview, or look into an inquiry, and see no work: `authz.me` says the same. */
const outsideCasework: readonly StaffFunction[] = ['administrator', 'auditor', 'lead', 'integrity-officer']
export const doesCasework = (fn: StaffFunction): boolean => !outsideCasework.includes(fn)
