import { z } from 'zod'
import { Answers } from '../forms/answers.ts'
import { FormId, FormVersionNumber } from '../forms/versions.ts'
import { lightFields } from '../light-reply.ts'
import { Referral, ReferralKind } from './contract.ts'

/** Starts a draft. With a case it adds to that case; without, sending it opens one. */
export const NewReferral = z.strictObject({
  /** Left out: as the form says, or the lead. */
  kind: ReferralKind.optional(),
  caseId: z.uuid().optional(),
  toAgencyId: z.uuid().optional(),
  formId: FormId,
  formVersion: FormVersionNumber,
  answers: Answers.default({}),
})
export type NewReferral = z.infer<typeof NewReferral>

/** What has been typed so far: kept as it is, checked in full only when it is sent. */
export const SaveDraft = z.strictObject({
  version: z.int().positive(),
  /** `updatedAt` of the draft that this was written over: one that another device has saved since is not overwritten. */
  seenAt: z.iso.datetime().optional(),
  kind: ReferralKind.optional(),
  toAgencyId: z.uuid().nullable().optional(),
  answers: Answers,
})
export type SaveDraft = z.infer<typeof SaveDraft>

/** `cleared` names the answers that were sent with this request and apply no more: they were not kept. */
export const Draft = z.object({ referral: Referral, answers: Answers, cleared: z.array(z.string()) })
export type Draft = z.infer<typeof Draft>

/** The reply to its creation: four fields of the referral, and the draft where the request prefers it. */
export const DraftReply = Draft.partial().extend(Referral.pick(lightFields).shape)
export type DraftReply = z.infer<typeof DraftReply>

/** Search before create: cases in one's own view that might be the same person; never more than a hint. */
export const FindMatches = z.strictObject({
  formId: FormId.default('intake-short'),
  formVersion: FormVersionNumber.default(1),
  answers: Answers,
})
export type FindMatches = z.infer<typeof FindMatches>
export const Matches = z.object({ items: z.array(z.object({ caseId: z.uuid(), caseReference: z.string() })) })
export type Matches = z.infer<typeof Matches>

/** An adult who did not want to be referred: counted without a name. */
export const NotReferred = z.strictObject({ reason: z.enum(['declined']).default('declined') })
