import { z } from 'zod'
import { type Actor, coordinators, firstResponders } from '../actor.ts'
import { freeText } from '../compartments.ts'
import { type Action, by, type Parties, permits, relationsOf } from '../workflow.ts'
import type { ReferralRelation } from './record.ts'

/**
 * The right to write messages: sender and receiver have it while a referral runs. Messages change no status and cannot
 * be deleted.
 */
export const messaging: Action<string, ReferralRelation> = {
  from: ['sent', 'received', 'queried', 'accepted', 'in-service'],
  may: [...by('sender', firstResponders), ...by('receiver', coordinators)],
}

/** Whether the actor belongs to the sender or the receiver and may write messages for it. */
export const writesIn = (actor: Actor, parties: Parties<ReferralRelation>): boolean =>
  permits(messaging, relationsOf(actor, parties), actor.function)

export const messageKinds = ['message', 'on-my-way', 'meeting-point'] as const
export const MessageKind = z.enum(messageKinds)

/** A message as its reader sees it. Only readers in the author's own agency get the author's id. */
export const ReferralMessage = z.object({
  id: z.uuid(),
  kind: MessageKind,
  agencyId: z.uuid(),
  mine: z.boolean(),
  text: z.string().nullable(),
  arrivesAt: z.iso.datetime().nullable(),
  at: z.iso.datetime(),
})
export type ReferralMessage = z.infer<typeof ReferralMessage>

/**
 * The contact of sender or receiver. A protected service is shown without a name, and with the number of the placement
 * desk that answers for it.
 */
export const ReferralEnd = z.object({
  agencyId: z.uuid(),
  agencyName: z.string(),
  protected: z.boolean(),
  personName: z.string().nullable(),
  phone: z.string().nullable(),
  deskName: z.string().nullable(),
})
export type ReferralEnd = z.infer<typeof ReferralEnd>

const text = freeText(2000)
export const OnMyWay = z.strictObject({ arrivesAt: z.iso.datetime(), text: text.optional() })
/** A new message: a text, or an arrival time with an optional text. */
export const NewMessage = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('message'), text }),
  z.strictObject({ kind: z.literal('on-my-way'), ...OnMyWay.shape }),
])
export type NewMessage = z.infer<typeof NewMessage>

/** Maximum number of milliseconds until an arrival. A later time is refused as a typing error. */
export const longestWay = 7 * 24 * 3_600_000
