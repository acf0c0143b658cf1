import { agencyIn, byClock, dossierLead, staffIn } from '../records/parties.ts'

/** Relations of an agency or a person to a referral. */
export const referralParties = {
  author: staffIn('fromPersonId', { of: 'fromAgencyId' }),
  sender: agencyIn('fromAgencyId', { person: 'fromPersonId' }),
  /**
   * The receiver, who is named when the referral is sent. Before that, the sender owes the deadlines of the receiver.
   */
  receiver: agencyIn('toAgencyId', { person: 'assigneeId', orElse: 'sender' }),
  assignee: staffIn('assigneeId', { of: 'toAgencyId', orElse: 'receiver' }),
  /** The lead of the case. If no case is opened yet, the sender owes the deadlines of the lead. */
  'case-lead': dossierLead({ orElse: 'sender' }),
  clock: byClock(),
}
