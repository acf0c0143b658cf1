import { z } from 'zod'

/** The sector of an agency; the list is the task force's own (design: sectors). */
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

/** The role of a person in the agency. Rights follow sector × role, never a person's name. */
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

/** Officers and caseworkers of every sector may be the first to meet a presumed victim. */
export const firstResponders = ['officer', 'caseworker', 'investigator', 'counsellor', 'supervisor', 'head'] as const
/** Roles that accept, carry and end the work on a case. */
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
/** Whether work can be assigned to this role: `app.takes_work` says the same in the database. */
export const carriesWork = (role: StaffFunction): boolean => coordinators.some((one) => one === role)
/** Roles that answer for the work of others in their agency and so see all of it. */
export const seesTeam = ['supervisor', 'head'] as const
/** Roles for administration, overview or inquiries, which see no work: `authz.me` says the same. */
const outsideCasework: readonly StaffFunction[] = ['administrator', 'auditor', 'lead', 'integrity-officer']
export const doesCasework = (role: StaffFunction): boolean => !outsideCasework.includes(role)
