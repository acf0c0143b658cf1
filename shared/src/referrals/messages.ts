import { z } from 'zod'
import { type Actor, coordinators, firstResponders } from '../actor.ts'
import { freeText } from '../compartments.ts'
import { type Action, by, type Parties, permits, relationsOf } from '../workflow.ts'
import type { ReferralRelation } from './record.ts'

/** While a referral runs, sender and receiver may write messages. They change no status and cannot be deleted. */
export const messaging: Action<string, ReferralRelation> = {
  from: ['sent', 'received', 'queried', 'accepted', 'in-service'],
  may: [...by('sender', firstResponders), ...by('receiver', coordinators)],
}

/** Whether the actor belongs to sender or receiver and may write for it. */
export const writesIn = (actor: Actor, parties: Parties<ReferralRelation>): boolean =>
  permits(messaging, relationsOf(actor, parties), actor.function)

export const messageKinds = ['message', 'on-my-way', 'meeting-point'] as const
export const MessageKind = z.enum(messageKinds)

/** A message for its reader: with the author's id for the author's own agency, for the other agency only the agency. */
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
 * Contact of sender or receiver. For a protected service no name, and the number of the placement desk that answers for
 * it.
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
/** A text, an arrival time, or both. */
export const NewMessage = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('message'), text }),
  z.strictObject({ kind: z.literal('on-my-way'), ...OnMyWay.shape }),
])
export type NewMessage = z.infer<typeof NewMessage>

/** Maximum milliseconds to an arrival; a later one is refused as a typing error. */
export const longestWay = 7 * 24 * 3_600_000
