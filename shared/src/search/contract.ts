import { z } from 'zod'
import { AgencyLabel, searched } from '../agencies/contract.ts'
import { CaseStatus } from '../cases/contract.ts'
import { Need } from '../codes/needs.ts'
import { Service } from '../codes/services.ts'
import { Urgency } from '../codes/urgency.ts'
import { ReferralStatus, ReferralSummary } from '../referrals/contract.ts'

/** The minimum length of the searched text, since a shorter text matches too much. */
export const shortestSearch = 2
/** Maximum number of hits of each kind. To find more, users narrow the search or open the list. */
export const mostFound = { cases: 6, referrals: 8, agencies: 5 } as const

/**
 * A search in the actor's own work, by part of a case reference or of an agency's name, and by codes whose labels match
 * the text (the page knows the labels). The search is sent in a body and not in a URL, because logs record URLs and
 * users may type a person's name, although no search finds persons.
 */
export const Search = z.strictObject({
  q: searched(60).refine((text) => text.length >= shortestSearch, 'is too short'),
  services: z.array(Service).max(40).default([]),
  needs: z.array(Need).max(40).default([]),
})
export type Search = z.infer<typeof Search>

export const FoundCase = z.object({
  id: z.uuid(),
  reference: z.string(),
  status: CaseStatus,
  urgency: Urgency,
  childProcedure: z.boolean(),
  lead: AgencyLabel,
})
export type FoundCase = z.infer<typeof FoundCase>

export const FoundReferral = ReferralSummary.pick({
  id: true,
  kind: true,
  caseReference: true,
  needs: true,
  from: true,
  to: true,
}).extend({ status: ReferralStatus })
export type FoundReferral = z.infer<typeof FoundReferral>

export const Found = z.object({
  cases: z.array(FoundCase),
  referrals: z.array(FoundReferral),
  agencies: z.array(AgencyLabel),
})
export type Found = z.infer<typeof Found>
