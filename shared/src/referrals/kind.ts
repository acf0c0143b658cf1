import type { Sector } from '../actor.ts'

/** Sectors that can lead a case: those that assist the person, not those that give one service or decide. */
const leading: readonly Sector[] = ['ngo', 'welfare', 'local-government']

/**
 * Whether the receiver is asked to take over the case or to give one service. Only a default, so that a first responder
 * need not decide: in a running case a further service; for a new case, an assisting agency takes over from one that
 * does not assist. A supervisor may change it before sending, and a receiver may accept only the service.
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
