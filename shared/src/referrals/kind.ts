import type { Sector } from '../actor.ts'

/** Sectors that can lead a case: those that assist the person, not those that give one service or decide. */
const leading: readonly Sector[] = ['ngo', 'welfare', 'local-government']

/**
 * Whether the receiver is asked to take over the case or to provide one service. Proposed, so that whoever meets somebody at
 * night need not know: in a case that runs already another service; of a new one, an agency that assists takes over from one
 * that does not. A supervisor may say otherwise before it is sent, and a receiver may accept the service alone.
 */
export const proposedKind = ({
  inCase,
  sender,
  receiver,
}: {
  inCase: boolean
  sender: Sector
  receiver: Sector
}): 'lead' | 'service' => (!inCase && leading.includes(receiver) && !leading.includes(sender) ? 'lead' : 'service')
