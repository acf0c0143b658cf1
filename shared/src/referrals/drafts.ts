import { z } from 'zod'
import { Answers } from '../forms/answers.ts'
import { Referral, ReferralKind } from './contract.ts'

/** Starts a draft. With a case it adds to that case; without, sending it opens one. */
export const NewReferral = z.strictObject({
  kind: ReferralKind.default('lead'),
  caseId: z.uuid().optional(),
  toAgencyId: z.uuid().optional(),
  formId: z.string().max(60),
  formVersion: z.int().positive(),
  answers: Answers.default({}),
})
export type NewReferral = z.infer<typeof NewReferral>

/** What has been typed so far: kept as it is, checked in full only when it is sent. */
export const SaveDraft = z.strictObject({
  version: z.int().positive(),
  kind: ReferralKind.optional(),
  toAgencyId: z.uuid().nullable().optional(),
  answers: Answers,
})
export type SaveDraft = z.infer<typeof SaveDraft>

export const Draft = z.object({ referral: Referral, answers: Answers })
export type Draft = z.infer<typeof Draft>

/** Search before create: cases in one's own view that might be the same person; never more than a hint. */
export const FindMatches = z.strictObject({ answers: Answers })
export const Matches = z.object({ items: z.array(z.object({ caseId: z.uuid(), caseReference: z.string() })) })
export type Matches = z.infer<typeof Matches>

/** An adult who did not want to be referred: counted, by nobody's name. */
export const NotReferred = z.strictObject({ reason: z.enum(['declined']).default('declined') })
