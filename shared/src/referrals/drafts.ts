import { z } from 'zod'
import { Answers } from '../forms/answers.ts'
import { FormId, FormVersionNumber } from '../forms/versions.ts'
import { lightFields } from '../light-reply.ts'
import { Referral, ReferralKind } from './contract.ts'

/**
 * The beginning of a draft. With `caseId` the referral belongs to that case; without it, sending the referral opens a
 * new case.
 */
export const NewReferral = z.strictObject({
  /** The kind of referral; by default the kind that the form states, otherwise `lead`. */
  kind: ReferralKind.optional(),
  caseId: z.uuid().optional(),
  toAgencyId: z.uuid().optional(),
  formId: FormId,
  formVersion: FormVersionNumber,
  answers: Answers.default({}),
})
export type NewReferral = z.infer<typeof NewReferral>

/** The answers of a draft so far. They are stored unchanged, and checked in full only when the referral is sent. */
export const SaveDraft = z.strictObject({
  version: z.int().positive(),
  /**
   * `updatedAt` of the draft as the client read it. A draft that another device has saved since then is not
   * overwritten.
   */
  seenAt: z.iso.datetime().optional(),
  kind: ReferralKind.optional(),
  toAgencyId: z.uuid().nullable().optional(),
  answers: Answers,
})
export type SaveDraft = z.infer<typeof SaveDraft>

/** A draft with its answers. `cleared` names the sent answers that no longer apply and were therefore not stored. */
export const Draft = z.object({ referral: Referral, answers: Answers, cleared: z.array(z.string()) })
export type Draft = z.infer<typeof Draft>

/** The reply to the creation of a draft: four fields of the referral, or the whole draft if the request prefers it. */
export const DraftReply = Draft.partial().extend(Referral.pick(lightFields).shape)
export type DraftReply = z.infer<typeof DraftReply>

/**
 * A search before a case is opened, for cases visible to the actor that may concern the same person. A hit is only a
 * hint.
 */
export const FindMatches = z.strictObject({
  formId: FormId.default('intake-short'),
  formVersion: FormVersionNumber.default(1),
  answers: Answers,
})
export type FindMatches = z.infer<typeof FindMatches>
export const Matches = z.object({ items: z.array(z.object({ caseId: z.uuid(), caseReference: z.string() })) })
export type Matches = z.infer<typeof Matches>

/** An adult who did not want to be referred, stored only as a number. */
export const NotReferred = z.strictObject({ reason: z.enum(['declined']).default('declined') })
