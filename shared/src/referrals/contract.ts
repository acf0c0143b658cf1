import { z } from 'zod'
import { AgencyLabel } from '../agencies/contract.ts'
import { AgeBand } from '../codes/age-bands.ts'
import { Need } from '../codes/needs.ts'
import { Service } from '../codes/services.ts'
import { Urgency } from '../codes/urgency.ts'
import { SealedText } from '../compartments.ts'
import { Deadline } from '../deadlines/contract.ts'
import { Answers } from '../forms/answers.ts'
import { lightFields } from '../light-reply.ts'
import { BedFor } from './bed.ts'
import {
  Accept,
  Amend,
  AmendmentTopic,
  Assign,
  CloseUnstarted,
  Complete,
  Contacted,
  Decline,
  GiveBack,
  OutcomeScore,
  PhoneAcceptance,
  Query,
  Reply,
  Reroute,
  Settle,
  Withdraw,
} from './inputs.ts'
import { ReferralEnd, ReferralMessage } from './messages.ts'
import { referralWorkflow } from './record.ts'

export const ReferralStatus = z.enum(referralWorkflow.statuses)
export const ReferralKind = z.enum(['lead', 'service'])

/**
 * The facts by which a receiver decides (urgency, age band, needs, language, services), never the person's identity.
 */
export const ReferralSummary = z.object({
  id: z.uuid(),
  version: z.int(),
  threadId: z.uuid(),
  kind: ReferralKind,
  status: ReferralStatus,
  caseId: z.uuid().nullable(),
  caseReference: z.string().nullable(),
  from: AgencyLabel,
  to: AgencyLabel.nullable(),
  urgency: Urgency,
  childProcedure: z.boolean(),
  ageBand: AgeBand,
  needs: z.array(Need),
  services: z.array(Service),
  language: z.string().nullable(),
  interpreter: z.boolean(),
  assigneeId: z.uuid().nullable(),
  sentAt: z.iso.datetime().nullable(),
  updatedAt: z.iso.datetime(),
})
export type ReferralSummary = z.infer<typeof ReferralSummary>

export const TimelineEvent = z.object({
  id: z.string(),
  subjectKind: z.string(),
  subjectId: z.uuid(),
  action: z.string(),
  agencyName: z.string().nullable(),
  mine: z.boolean(),
  at: z.iso.datetime(),
  /** Facts as codes, such as a reason or a topic. Free text is stored in its compartment only. */
  facts: z.record(z.string(), z.string()),
})
export type TimelineEvent = z.infer<typeof TimelineEvent>

/** A request of one agency to another to give services or to lead the case. */
export const Referral = ReferralSummary.extend({
  fromPersonId: z.uuid(),
  draftExpiresAt: z.iso.datetime().nullable(),
  acknowledgedAt: z.iso.datetime().nullable(),
  acceptedAt: z.iso.datetime().nullable(),
  startedAt: z.iso.datetime().nullable(),
  endedAt: z.iso.datetime().nullable(),
  declineReason: z.string().nullable(),
  withdrawalReason: z.string().nullable(),
  onwardAgency: AgencyLabel.nullable(),
  phoneAcceptedAt: z.iso.datetime().nullable(),
  phoneConfirmedAt: z.iso.datetime().nullable(),
  /** The person's sex, only in a referral that asks for a bed. */
  sex: BedFor.shape.sex,
  accompanied: BedFor.shape.accompanied,
  outcomes: z.array(z.object({ outcome: z.string(), score: OutcomeScore.nullable() })),
  /**
   * The changes after sending. A change of urgency shows its codes and the earlier due time of each deadline that
   * moved.
   */
  amendments: z.array(
    z.object({
      topic: AmendmentTopic,
      at: z.iso.datetime(),
      urgency: z.object({ old: Urgency, new: Urgency }).nullable(),
      wasDue: z.array(z.object({ step: z.string(), at: z.iso.datetime() })),
    }),
  ),
  /**
   * The form of the answers. The answers are those in compartments that the reader may read; before acceptance a
   * receiver gets none.
   */
  formId: z.string(),
  formVersion: z.int(),
  answers: Answers,
  /** The texts that the reader may read: account of events, questions and answers, notes on decisions. */
  texts: z.array(SealedText),
  /**
   * The contact person and telephone number of sender and receiver, in this order. Only sender and receiver see them,
   * while the referral runs.
   */
  ends: z.array(ReferralEnd),
  /** The messages between sender and receiver, oldest first, which only these two see. */
  messages: z.array(ReferralMessage),
  /** Whether the reader may write a message now. */
  mayWrite: z.boolean(),
  /**
   * The fields that the reader may not see, by compartment. The list is the same whether or not the fields hold
   * anything.
   */
  sealed: z.array(z.string()),
  /** The earlier and later referrals of the same thread, oldest first, as codes and statuses. */
  thread: z.array(
    z.object({ id: z.uuid(), status: ReferralStatus, to: AgencyLabel.nullable(), sentAt: z.iso.datetime().nullable() }),
  ),
  deadlines: z.array(Deadline),
  timeline: z.array(TimelineEvent),
  /** The actions that the reader may take now. The page shows a button for each. */
  actions: z.array(z.enum(referralWorkflow.actionNames)),
})
export type Referral = z.infer<typeof Referral>

/** The reply to an action: four fields, or all fields if the request prefers the whole record. */
export const ReferralReply = Referral.partial().required(lightFields)
export type ReferralReply = z.infer<typeof ReferralReply>
export type LightReferral = Pick<Referral, keyof typeof lightFields>

/** The orders of the list: by time of sending or starting, or by last change. */
export const referralSorts = ['newest', 'oldest', 'changed'] as const

export const ReferralQuery = z.strictObject({
  box: z.enum(['inbox', 'outbox', 'team']).default('inbox'),
  sort: z.enum(referralSorts).default('newest'),
  status: ReferralStatus.optional(),
  urgency: Urgency.optional(),
  agency: z.uuid().optional(),
  open: z.stringbool().optional(),
  cursor: z.string().max(400).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(50),
})
export type ReferralQuery = z.infer<typeof ReferralQuery>

const act = z.object({ version: z.int().positive() })
const bare = <const N extends string>(action: N) => z.strictObject({ action: z.literal(action), ...act.shape })
const withInput = <const N extends string, T extends z.ZodObject>(action: N, input: T) =>
  z.strictObject({ action: z.literal(action), ...act.shape, ...(input.shape as T['shape']) })

/** One action on a referral, with the version that the client read. */
export const ActOnReferral = z.discriminatedUnion('action', [
  bare('send'),
  bare('discard'),
  bare('acknowledge'),
  bare('review-service'),
  withInput('query', Query),
  withInput('reply', Reply),
  withInput('record-phone-acceptance', PhoneAcceptance),
  withInput('accept', Accept),
  withInput('decline', Decline),
  withInput('assign', Assign),
  withInput('start', Contacted),
  withInput('reach', Contacted),
  withInput('try-contact', Contacted),
  withInput('close-unstarted', CloseUnstarted),
  withInput('give-back', GiveBack),
  withInput('complete', Complete),
  withInput('amend', Amend),
  withInput('reroute', Reroute),
  withInput('refer-onward', Reroute),
  withInput('settle', Settle),
  withInput('withdraw', Withdraw),
])
export type ActOnReferral = z.infer<typeof ActOnReferral>
