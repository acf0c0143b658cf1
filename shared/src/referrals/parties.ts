import { agencyIn, byClock, dossierLead, staffIn } from '../records/parties.ts'

/** Relations of an agency or a person to a referral. */
export const referralParties = {
  author: staffIn('fromPersonId', { of: 'fromAgencyId' }),
  sender: agencyIn('fromAgencyId', { person: 'fromPersonId' }),
  /** Named when it is sent: until then the sender owes its deadlines. */
  receiver: agencyIn('toAgencyId', { person: 'assigneeId', orElse: 'sender' }),
  assignee: staffIn('assigneeId', { of: 'toAgencyId', orElse: 'receiver' }),
  /** A case that is not opened yet has no lead. */
  'case-lead': dossierLead({ orElse: 'sender' }),
  clock: byClock(),
}
