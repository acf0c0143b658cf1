import { z } from 'zod'
import { CaseStatus } from '../cases/contract.ts'
import { Need } from '../codes/needs.ts'
import { Urgency } from '../codes/urgency.ts'
import { freeText } from '../compartments.ts'
import { distinct } from '../distinct.ts'
import { FiveValued } from '../forms/answers.ts'
import { TypedReference } from '../links/contract.ts'
import { ReferralSummary } from '../referrals/contract.ts'

export const groupKinds = ['family', 'group'] as const
export const GroupKind = z.enum(groupKinds)

/** What the people themselves wish. Blank is never "together". */
export const groupWishes = ['together', 'near', 'apart', 'not-asked', 'unknown'] as const
export const GroupWish = z.enum(groupWishes)

export const GroupMember = z.object({
  caseId: z.uuid(),
  reference: z.string(),
  status: CaseStatus,
  childProcedure: z.boolean(),
  at: z.iso.datetime(),
})
export type GroupMember = z.infer<typeof GroupMember>

/** People who belong together, as far as the reader sees them. */
export const Group = z.object({
  id: z.uuid(),
  kind: GroupKind,
  wish: GroupWish,
  members: z.array(GroupMember),
  updatedAt: z.iso.datetime(),
})
export type Group = z.infer<typeof Group>

export const GroupQuery = z.strictObject({ caseId: z.uuid() })
export const GroupList = z.object({ items: z.array(Group) })
export type GroupList = z.infer<typeof GroupList>

export const NewGroup = z.strictObject({
  caseId: z.uuid(),
  kind: GroupKind,
  wish: GroupWish.default('not-asked'),
  references: z.array(TypedReference).min(1).max(20),
})
export type NewGroup = z.infer<typeof NewGroup>

export const ActOnGroup = z.discriminatedUnion('action', [
  z.strictObject({ action: z.literal('add'), reference: TypedReference }),
  z.strictObject({ action: z.literal('take-out'), caseId: z.uuid() }),
  z.strictObject({ action: z.literal('set-wish'), wish: GroupWish }),
])
export type ActOnGroup = z.infer<typeof ActOnGroup>

export const CompanionQuery = z.strictObject({ referralId: z.uuid() })
export const CompanionGroup = z.object({
  kind: GroupKind,
  wish: GroupWish,
  size: z.int(),
  /** `mayAccept`: the reader may take this one on now. */
  referrals: z.array(
    ReferralSummary.pick({ id: true, version: true, caseReference: true, status: true, to: true }).extend({
      mayAccept: z.boolean(),
    }),
  ),
})
/** With whom the person of a referral belongs: how many, what they wish, and those of their referrals that the reader sees. */
export const Companions = z.object({ group: CompanionGroup.nullable() })
export type Companions = z.infer<typeof Companions>

/** One of them, and what an adult says to being referred; not asked of a child. */
export const ReferredMember = z.strictObject({ caseId: z.uuid(), wants: FiveValued.default('not-asked') })

/** One agency asked for several of them at once: what is the same for all is said once. */
export const ReferTogether = z.strictObject({
  toAgencyId: z.uuid(),
  members: z
    .array(ReferredMember)
    .min(2)
    .max(20)
    .refine((members) => new Set(members.map(({ caseId }) => caseId)).size === members.length, 'names somebody twice'),
  urgency: Urgency,
  needs: distinct(Need).min(1),
  safeNow: z.enum(['yes', 'no', 'not-sure']),
  /** A named vital interest, without which an adult who was not asked is not referred. */
  lifeInDanger: z.boolean().default(false),
  story: freeText(2000).optional(),
  meetingPoint: freeText(300).optional(),
})
export type ReferTogether = z.infer<typeof ReferTogether>

/** The referrals that one action made, one for each. */
export const ReferredTogether = z.object({ items: z.array(ReferralSummary) })
export type ReferredTogether = z.infer<typeof ReferredTogether>
