import { ageBands } from '../codes/age-bands.ts'
import { urgencies } from '../codes/urgency.ts'
import { agency, code, flag, instant, key, staffMember } from '../records/fields.ts'
import { endingReasons, reopeningReasons } from './reasons.ts'

/** The fields of a case in C0, which the whole team reads. The identity of the person is stored in C1. */
export const caseFields = {
  reference: key(),
  profile: key(),
  leadAgencyId: agency(),
  leadPersonId: staffMember().optional(),
  childProcedure: flag(),
  ageBand: code(ageBands),
  urgency: code(urgencies),
  closingReason: code(endingReasons).optional(),
  openedAt: instant(),
  closedAt: instant().optional(),
  reopeningReason: code(reopeningReasons).optional(),
  agencyOnly: flag(),
}
