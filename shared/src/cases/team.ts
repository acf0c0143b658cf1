import type { Sector } from '../actor.ts'
import type { Compartment } from '../compartments.ts'

/**
 * The compartment whose readers may know that an agency of this sector works on a case; null if no compartment allows
 * it. The presence of an agency is information: police or a prosecutor imply an investigation, and so what the person
 * may have told them; immigration a question of status; a clinic an illness; a shelter or counsellor a place where the
 * person can be found; the labour inspectorate a wage claim. No other authority may know that a consulate is involved,
 * since that can undo an asylum claim. Every agency on the case knows itself and the lead; the lead knows all agencies;
 * sender and receiver of an accepted referral know each other. Row security enforces this (`authz.known_behind`,
 * `authz.knows`): decision 0039.
 */
export const knownBehind: Record<Sector, Compartment | null> = {
  police: 'C5',
  justice: 'C5',
  immigration: 'C4',
  health: 'C3',
  welfare: 'C2',
  ngo: 'C2',
  'local-government': 'C2',
  labour: 'C6a',
  'foreign-affairs': null,
  secretariat: null,
}
