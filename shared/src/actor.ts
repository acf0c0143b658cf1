import { z } from 'zod'

/** The sectors of agencies, as the design of the task force names them. */
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

/**
 * The roles of persons in an agency. Rights follow from the sector of the agency and the role, never from a person's
 * name.
 */
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

/** The signed-in person whose identity the database has checked in this transaction. */
export const Actor = z.object({
  personId: z.uuid(),
  agencyId: z.uuid(),
  sector: Sector,
  function: StaffFunction,
})
export type Actor = z.infer<typeof Actor>

/** Roles that may be the first to meet a presumed victim: in every sector also officers and caseworkers. */
export const firstResponders = ['officer', 'caseworker', 'investigator', 'counsellor', 'supervisor', 'head'] as const
/** Roles that accept and end the work on a case and are responsible for it. */
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
/** Whether work can be assigned to this role. `app.takes_work` is the same rule in the database. */
export const carriesWork = (role: StaffFunction): boolean => coordinators.some((one) => one === role)
/** Roles that answer for the work of others in their agency and therefore see all of it. */
export const seesTeam = ['supervisor', 'head'] as const
/** Roles for administration, overview or inquiries, which see no casework. `authz.me` has the same list. */
const outsideCasework: readonly StaffFunction[] = ['administrator', 'auditor', 'lead', 'integrity-officer']
export const doesCasework = (role: StaffFunction): boolean => !outsideCasework.includes(role)
