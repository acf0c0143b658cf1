import { agencyIn, byClock, dossierLead, staffIn } from '../records/parties.ts'

/** How one can stand to a referral. */
export const referralParties = {
  author: staffIn('fromPersonId', { of: 'fromAgencyId' }),
  sender: agencyIn('fromAgencyId', { person: 'fromPersonId' }),
  /** Named when it is sent: until then the sender owes. */
  receiver: agencyIn('toAgencyId', { person: 'assigneeId', orElse: 'sender' }),
  assignee: staffIn('assigneeId', { of: 'toAgencyId', orElse: 'receiver' }),
  /** Of a case that is not opened yet there is none. */
  'case-lead': dossierLead({ orElse: 'sender' }),
  clock: byClock(),
}
