import { z } from 'zod'
import { DeclineReason } from '../codes/decline-reasons.ts'
import { Urgency } from '../codes/urgency.ts'
import { WithdrawalReason } from '../codes/withdrawal-reasons.ts'
import { freeText } from '../compartments.ts'
import { distinct } from '../distinct.ts'

/**
 * The inputs of the actions, from which the page generates its forms. Texts are sealed in C1 unless stated otherwise.
 */
export const Query = z.strictObject({ question: freeText(4000) })
export const Reply = z.strictObject({ answer: freeText(4000) })
/** The acceptance of a referral. `kind`: a receiver that was asked to lead the case may accept only the service. */
export const Accept = z.strictObject({
  assigneeId: z.uuid().optional(),
  kind: z.literal('service').optional(),
  note: freeText(4000).optional(),
})
export const Assign = z.strictObject({ assigneeId: z.uuid() })
export const Decline = z.strictObject({
  reason: DeclineReason,
  note: freeText(4000).optional(),
  onwardAgencyId: z.uuid().optional(),
})
/** When the person was called or met, or could not be reached; by default now. */
const contactedAt = z.iso.datetime().optional()
export const Contacted = z.strictObject({ at: contactedAt, note: freeText(4000).optional() })
export const CloseUnstarted = z.strictObject({
  reason: WithdrawalReason,
  at: contactedAt,
  note: freeText(4000).optional(),
})
/**
 * The return of an accepted service that the receiver cannot give. The input is that of a decline, because the need
 * returns to the sender in the same way.
 */
export const GiveBack = Decline.extend({ at: contactedAt })
export const Reroute = z.strictObject({ toAgencyId: z.uuid(), note: freeText(4000).optional() })
export const Withdraw = z.strictObject({ reason: WithdrawalReason, note: freeText(4000).optional() })

/** The reason for which the sender asks no other agency after a decline. */
export const Settle = z.strictObject({ reason: WithdrawalReason, note: freeText(4000).optional() })

export const amendmentTopics = ['needs', 'urgency', 'meeting-point', 'safety', 'language', 'contact', 'other'] as const
export const AmendmentTopic = z.enum(amendmentTopics)
/**
 * An amendment: earlier value, present value and reason. For the topic `urgency` the new value is a code, and deadlines
 * are recalculated; `faultsOfAmendment` checks what each topic needs.
 */
export const Amend = z.strictObject({
  topic: AmendmentTopic,
  urgency: Urgency.optional(),
  old: freeText(2000).optional(),
  new: freeText(2000).optional(),
  reason: freeText(2000),
})

/**
 * An acceptance by telephone ("accepted by X at 02:15"), which the sender records and the receiver confirms by
 * accepting.
 */
export const PhoneAcceptance = z.strictObject({ acceptedBy: freeText(200), at: z.iso.datetime() })

export const outcomeScores = ['met', 'partly', 'not-met', 'no-longer-wanted', 'not-known'] as const
export const OutcomeScore = z.enum(outcomeScores)
export const Complete = z.strictObject({
  outcomes: distinct(
    z.strictObject({ outcome: z.string().max(60), score: OutcomeScore }),
    ({ outcome }) => outcome,
  ).max(20),
  note: freeText(4000).optional(),
})
