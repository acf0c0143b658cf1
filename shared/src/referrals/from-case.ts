import { z } from 'zod'
import { AgeBand, childAgeBands } from '../codes/age-bands.ts'
import { ConsentPreset } from '../codes/consent-presets.ts'
import { Need } from '../codes/needs.ts'
import { Urgency } from '../codes/urgency.ts'
import { freeText } from '../compartments.ts'
import { distinct } from '../distinct.ts'
import { Answers } from '../forms/answers.ts'
import { Accompanied } from './bed.ts'

/**
 * The facts of a case that a referral may contain, in display order. `ticked`: whether the fact is shared by default,
 * because a helping agency needs it. Each fact is a question of the short form with the same compartment. The age is
 * always shared, since the procedure depends on it.
 */
export const shareableFacts = [
  { field: 'language', ticked: true },
  { field: 'interpreter', ticked: true },
  { field: 'gender', ticked: true },
  { field: 'accompanied', ticked: true },
  { field: 'child-with', ticked: true },
  { field: 'known-as', ticked: true },
  { field: 'contact-ways', ticked: true },
  { field: 'contact-details', ticked: true },
  { field: 'risk-flags', ticked: true },
  { field: 'birth-year', ticked: false },
  { field: 'nationality', ticked: false },
] as const
export const ShareableFact = z.enum(shareableFacts.map(({ field }) => field))
export type ShareableFact = z.infer<typeof ShareableFact>

/** The known facts of a case, as far as the reader has access to their compartments. */
export const KnownFacts = z.object({
  caseReference: z.string(),
  urgency: Urgency,
  childProcedure: z.boolean(),
  ageBand: AgeBand,
  facts: Answers,
})
export type KnownFacts = z.infer<typeof KnownFacts>

/**
 * How an adult agrees. Without the person's answer a referral can be sent only for danger to life or health; after a
 * "no" it cannot be sent.
 */
export const agreements = ['yes', 'danger'] as const

/** A referral written on the page of a case: the need, the agency, the shared facts, and the legal basis. */
export const ReferFromCase = z.strictObject({
  caseId: z.uuid(),
  toAgencyId: z.uuid(),
  urgency: Urgency,
  needs: distinct(Need).min(1).max(12),
  share: distinct(ShareableFact),
  /** The person's agreement, required for an adult. A child is informed and heard but does not decide. */
  agreement: z.enum(agreements).optional(),
  agreesTo: distinct(ConsentPreset).max(3).default([]),
  accompanied: Accompanied.optional(),
  note: freeText(2000).optional(),
  meetingPoint: freeText(300).optional(),
})
export type ReferFromCase = z.infer<typeof ReferFromCase>

export const CaseToReferFrom = z.strictObject({ caseId: z.uuid() })

/** Returns the answers of the short form, composed of the shared facts of the case and the entries on the page. */
export const answersFromCase = (
  { childProcedure, ageBand, facts }: KnownFacts,
  { urgency, needs, share, agreement, agreesTo, accompanied, note, meetingPoint }: ReferFromCase,
): Answers => {
  const shared = Object.fromEntries(Object.entries(facts).filter(([field]) => share.some((one) => one === field)))
  const { 'child-with': childWith, ...others } = shared
  const consent =
    agreement === 'danger'
      ? { 'wants-referral': 'not-asked', 'life-in-danger': 'yes' }
      : { 'wants-referral': 'yes', ...(agreesTo.length > 0 ? { 'agrees-to': agreesTo } : {}) }
  return {
    'safe-now': 'not-sure',
    'under-18': !childProcedure ? 'no' : childAgeBands.some((band) => band === ageBand) ? 'yes' : 'not-sure',
    'age-band': ageBand,
    ...(childProcedure ? (childWith === undefined ? {} : { 'child-with': childWith }) : consent),
    ...others,
    urgency,
    needs,
    ...(accompanied !== undefined && needs.includes('bed') ? { accompanied } : {}),
    kind: 'service',
    ...(note === undefined ? {} : { 'what-happened': note }),
    ...(meetingPoint === undefined ? {} : { 'meeting-point': meetingPoint }),
  }
}
