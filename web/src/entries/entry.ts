import { NewContact } from '@palermo/shared/contacts/contract.ts'
import { NewNote } from '@palermo/shared/notes/contract.ts'
import { z } from 'zod'
import { openDrawer } from '../session/sealed.ts'

const base = {
  /**
   * The id of the entry, and the Idempotency-Key of every attempt to send it, so that the server stores the entry only
   * once.
   */
  id: z.uuid(),
  /** The reference of the entry's case. */
  reference: z.string(),
}

/** A draft to be sent: its id, its receiver, and its content when "Send" was pressed. */
const Sending = z.object({
  /** The id of the draft's copy on this device, as long as the server does not have the whole draft. */
  keptId: z.uuid(),
  /** The id of the draft on the server, once the draft has been created there. */
  referralId: z.uuid().optional(),
  /** The receiver's name, for display. */
  agency: z.string(),
  /**
   * A hash of the answers and the receiver, so that nothing is sent but what the page showed when "Send" was pressed.
   */
  mark: z.string(),
  phone: z.object({ acceptedBy: z.string(), at: z.iso.datetime() }).optional(),
})
export type Sending = z.infer<typeof Sending>

/** Entries that are sent by one press and kept until the server confirms them. */
export const Entry = z.discriminatedUnion('kind', [
  z.object({ ...base, kind: z.literal('note'), body: NewNote }),
  z.object({ ...base, kind: z.literal('contact'), body: NewContact }),
  z.object({ id: base.id, kind: z.literal('send'), body: Sending }),
])
export type Entry = z.infer<typeof Entry>
export type SendEntry = Extract<Entry, { kind: 'send' }>
/** An entry that belongs to a case, unlike a draft to be sent. */
export type CaseEntry = Exclude<Entry, SendEntry>

export const keptEntries = openDrawer('entry', (thing) => Entry.parse(thing))
