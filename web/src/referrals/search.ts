import { Urgency } from '@palermo/shared/codes/urgency.ts'
import { ReferralStatus, referralSorts } from '@palermo/shared/referrals/contract.ts'
import { z } from 'zod'

export const boxes = ['inbox', 'outbox', 'team'] as const
export type Box = (typeof boxes)[number]

/** The selected list of referrals and its filters, in the URL. */
export const ReferralsSearch = z.object({
  box: z.enum(boxes).optional().catch(undefined),
  status: ReferralStatus.optional().catch(undefined),
  urgency: Urgency.optional().catch(undefined),
  agency: z.uuid().optional().catch(undefined),
  /** Whether the list includes referrals that have ended; by default only open ones are shown. */
  ended: z.boolean().optional().catch(undefined),
  sort: z.enum(referralSorts).optional().catch(undefined),
})
export type ReferralsSearch = z.infer<typeof ReferralsSearch>
