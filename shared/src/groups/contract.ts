import { z } from 'zod'
import { CaseStatus } from '../cases/contract.ts'
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
/** With whom the person of a referral belongs: how many, what they wish, and those of their referrals that the reader sees. */
export const Companions = z.object({
  group: z
    .object({
      kind: GroupKind,
      wish: GroupWish,
      size: z.int(),
      referrals: z.array(ReferralSummary.pick({ id: true, caseReference: true, status: true, to: true })),
    })
    .nullable(),
})
export type Companions = z.infer<typeof Companions>
