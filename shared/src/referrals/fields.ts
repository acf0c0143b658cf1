import { ageBands } from '../codes/age-bands.ts'
import { declineReasons } from '../codes/decline-reasons.ts'
import { genders } from '../codes/genders.ts'
import { needs } from '../codes/needs.ts'
import { services } from '../codes/services.ts'
import { urgencies } from '../codes/urgency.ts'
import { withdrawalReasons } from '../codes/withdrawal-reasons.ts'
import { purposes } from '../lawful-grounds.ts'
import { agency, code, codes, flag, instant, key, number, staffMember } from '../records/fields.ts'

import { accompanied } from './bed.ts'
import { referralBases } from './grounds.ts'

export const referralKinds = ['lead', 'service'] as const

/**
 * The fields of a referral in C0: sender and receiver, requested services, person and urgency. Answers of the form are
 * stored in their own compartments.
 */
export const referralFields = {
  kind: code(referralKinds),
  threadId: key(),
  fromAgencyId: agency(),
  fromPersonId: staffMember(),
  fromPersonLeft: flag(),
  toAgencyId: agency().optional(),
  assigneeId: staffMember().optional(),
  leadAgencyId: agency().optional(),
  leadPersonId: staffMember().optional(),
  urgency: code(urgencies),
  childProcedure: flag(),
  ageBand: code(ageBands),
  needs: codes(needs),
  services: codes(services),
  interpreter: flag(),
  sex: code(genders).optional(),
  accompanied: code(accompanied).optional(),
  formId: key(),
  formVersion: number(),
  declineReason: code(declineReasons).optional(),
  withdrawalReason: code([...withdrawalReasons, 'rerouted']).optional(),
  onwardAgencyId: agency().optional(),
  phoneAcceptedAt: instant().optional(),
  phoneConfirmedAt: instant().optional(),
  sentAt: instant().optional(),
  acknowledgedAt: instant().optional(),
  acceptedAt: instant().optional(),
  startedAt: instant().optional(),
  endedAt: instant().optional(),
  purpose: code(purposes).optional(),
  legalBasis: code(referralBases).optional(),
}
