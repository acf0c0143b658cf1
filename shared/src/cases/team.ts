import type { Sector } from '../actor.ts'
import type { Compartment } from '../compartments.ts'

/**
 * In which compartment it is known that an agency of this sector works on a case. That it does is a fact like any other: with
 * the police or a prosecutor there is an investigation, and so a guess at what the person said to them; with immigration a
 * question of status; with a clinic an illness; with whoever shelters, feeds or counsels her a place where she can be found;
 * with the labour inspectorate a claim for wages. That a consulate knows of her is for no other authority: it can undo a
 * claim to asylum. Null: in no compartment.
 *
 * Besides, everybody on the case knows their own agency and the one that leads, whom they ask; the lead knows all; and the
 * two ends of an accepted referral know each other. Row security holds it (`authz.known_behind`, `authz.knows`): decision 0040.
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
