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

/** The wish of the persons themselves. A missing answer never means `together`. */
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

/** Persons who belong together, with those of their cases that the reader can see. */
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
  /** The referrals of this person. `mayAccept`: whether the reader may accept the referral now. */
  referrals: z.array(
    ReferralSummary.pick({ id: true, version: true, caseReference: true, status: true, to: true }).extend({
      mayAccept: z.boolean(),
    }),
  ),
})
/**
 * The group to which a referral's person belongs: its size, the wish of its members, and those referrals of other
 * members that the reader can see.
 */
export const Companions = z.object({ group: CompanionGroup.nullable() })
export type Companions = z.infer<typeof Companions>

/**
 * A member of the group with an adult's answer to the question of being referred. Children are not asked, because a
 * child's consent does not decide.
 */
export const ReferredMember = z.strictObject({ caseId: z.uuid(), wants: FiveValued.default('not-asked') })

/** A referral of several members of a group to one agency. Facts that all members share are entered once. */
export const ReferTogether = z.strictObject({
  toAgencyId: z.uuid(),
  members: z
    .array(ReferredMember)
    .min(2)
    .max(20)
    .refine((members) => new Set(members.map(({ caseId }) => caseId)).size === members.length, 'names a person twice'),
  urgency: Urgency,
  needs: distinct(Need).min(1),
  safeNow: z.enum(['yes', 'no', 'not-sure']),
  /** Whether a named vital interest is at stake. Without it, an adult who was not asked cannot be referred. */
  lifeInDanger: z.boolean().default(false),
  story: freeText(2000).optional(),
  meetingPoint: freeText(300).optional(),
})
export type ReferTogether = z.infer<typeof ReferTogether>

/** The referrals that one action created, one for each member. */
export const ReferredTogether = z.object({ items: z.array(ReferralSummary) })
export type ReferredTogether = z.infer<typeof ReferredTogether>
