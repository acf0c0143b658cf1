import type { Sector } from '../actor.ts'

/**
 * The sectors that can lead a case: those that assist the person. Sectors that give one service, or decide about the
 * person, cannot lead.
 */
const leading: readonly Sector[] = ['ngo', 'welfare', 'local-government']

/**
 * Proposes whether the receiver is asked to take over the case or to give one service, so that a first responder need
 * not decide. In a running case a service is proposed; for a new case an assisting agency is asked to take over from an
 * agency that does not assist. A supervisor may change the kind before sending, and a receiver may accept only the
 * service.
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
