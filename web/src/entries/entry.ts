import { NewContact } from '@palermo/shared/contacts/contract.ts'
import { NewNote } from '@palermo/shared/notes/contract.ts'
import { z } from 'zod'
import { openDrawer } from '../session/sealed.ts'

const base = {
  /** Also the Idempotency-Key of every try to send it, from the first press on: it is written once. */
  id: z.uuid(),
  /** The code of its case. */
  reference: z.string(),
}

/** That a draft is to be sent: which one, to whom, and what was on the page when "Send" was pressed. */
const Sending = z.object({
  /** The draft as it lies on this device, as long as the server does not have all of it. */
  keptId: z.uuid(),
  /** The draft on the server, once there is one. */
  referralId: z.uuid().optional(),
  /** What the receiver is called, for its sender to read. */
  agency: z.string(),
  /** A fingerprint of the answers and the receiver: nothing else is sent than what was on the page. */
  mark: z.string(),
  phone: z.object({ acceptedBy: z.string(), at: z.iso.datetime() }).optional(),
})
export type Sending = z.infer<typeof Sending>

/** What goes out by one press, as long as the server has not said that it has it. */
export const Entry = z.discriminatedUnion('kind', [
  z.object({ ...base, kind: z.literal('note'), body: NewNote }),
  z.object({ ...base, kind: z.literal('contact'), body: NewContact }),
  z.object({ id: base.id, kind: z.literal('send'), body: Sending }),
])
export type Entry = z.infer<typeof Entry>
export type SendEntry = Extract<Entry, { kind: 'send' }>
/** What is written into the record of a case. */
export type CaseEntry = Exclude<Entry, SendEntry>

export const keptEntries = openDrawer('entry', (thing) => Entry.parse(thing))
