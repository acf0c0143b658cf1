import type { Actor, Sector, StaffFunction } from '../actor.ts'
import type { Compartment } from '../compartments.ts'

/**
 * The compartments that a sector may read at all (access matrix, section 2.3). A person also needs a grant to the
 * agency and an assignment to the case. Only C1 to C5 are in use; the other compartments have no readers.
 */
const bySector: Partial<Record<Sector, Compartment[]>> = {
  welfare: ['C1', 'C2', 'C3', 'C4'],
  ngo: ['C1', 'C2', 'C3', 'C4'],
  'local-government': ['C1', 'C2', 'C3'],
  police: ['C1', 'C5'],
  justice: ['C1', 'C5'],
  immigration: ['C1', 'C4'],
  health: ['C1', 'C3'],
  labour: ['C1'],
  'foreign-affairs': ['C1'],
}
/**
 * The compartments that a role may read, if these are fewer than those of its sector: a lawyer of the police reads no
 * medical report.
 */
const byFunction: Partial<Record<StaffFunction, Compartment[]>> = {
  counsellor: ['C1', 'C3'],
  lawyer: ['C1', 'C3', 'C4'],
  prosecutor: ['C1', 'C5'],
  lead: [],
  administrator: [],
  auditor: [],
  'integrity-officer': [],
}

export const compartmentsFor = ({ sector, function: role }: Pick<Actor, 'sector' | 'function'>): Compartment[] => [
  'C0',
  ...(bySector[sector] ?? []).filter((compartment) => byFunction[role]?.includes(compartment) ?? true),
]
