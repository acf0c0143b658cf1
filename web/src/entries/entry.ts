import { NewContact } from '@palermo/shared/contacts/contract.ts'
import { NewNote } from '@palermo/shared/notes/contract.ts'
import { z } from 'zod'
import { openDrawer } from '../session/sealed.ts'

const base = {
  /**
   * The id of the entry, also used as the Idempotency-Key of every attempt to send the entry, so that the server stores
   * it only once.
   */
  id: z.uuid(),
  /** The reference of the case to which the entry belongs. */
  reference: z.string(),
}

/** A draft that waits to be sent as a referral: its ids, and what the page showed when "Send" was pressed. */
const Sending = z.object({
  /** The id of the draft's copy on this device, which is kept until the server has the whole draft. */
  keptId: z.uuid(),
  /** The id of the draft on the server; undefined until the server has created the draft. */
  referralId: z.uuid().optional(),
  /** The name of the receiving agency, for display. */
  agency: z.string(),
  /**
   * A hash of the answers and the receiver. The draft is sent only if the hash still matches, so that nothing else is
   * sent than the page showed when "Send" was pressed.
   */
  mark: z.string(),
  phone: z.object({ acceptedBy: z.string(), at: z.iso.datetime() }).optional(),
})
export type Sending = z.infer<typeof Sending>

/**
 * What a person sends by one press of a button and this device keeps until the server confirms the arrival: a note, a
 * contact attempt or a draft.
 */
export const Entry = z.discriminatedUnion('kind', [
  z.object({ ...base, kind: z.literal('note'), body: NewNote }),
  z.object({ ...base, kind: z.literal('contact'), body: NewContact }),
  z.object({ id: base.id, kind: z.literal('send'), body: Sending }),
])
export type Entry = z.infer<typeof Entry>
export type SendEntry = Extract<Entry, { kind: 'send' }>
/** An entry that belongs to a case: a note or a contact attempt. */
export type CaseEntry = Exclude<Entry, SendEntry>

export const keptEntries = openDrawer('entry', (thing) => Entry.parse(thing))
