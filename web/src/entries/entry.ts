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

/** What is written into a case's record by one press, as long as the server has not said that it has it. */
export const Entry = z.discriminatedUnion('kind', [
  z.object({ ...base, kind: z.literal('note'), body: NewNote }),
  z.object({ ...base, kind: z.literal('contact'), body: NewContact }),
])
export type Entry = z.infer<typeof Entry>

export const keptEntries = openDrawer('entry', (thing) => Entry.parse(thing))
