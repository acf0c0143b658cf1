import { NewContact } from '@palermo/shared/contacts/contract.ts'
import { NewNote } from '@palermo/shared/notes/contract.ts'
import { useEffect, useState } from 'react'
import { z } from 'zod'
import { openDrawer } from '../session/sealed.ts'
import { loadToasts } from '../ui/Toasts.tsx'

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

/** The entries of one form. What it takes to say that there is no line is fetched while there is one. */
export const useEntries = <B>(make: (body: B, id: string) => Entry) => {
  const [entryOf] = useState(() => entriesOf(make))
  useEffect(() => void loadToasts().catch(() => undefined), [])
  return entryOf
}

/** Makes the entries of one form: pressed again with the same words, it is the same entry, of the same moment. */
const entriesOf = <B>(make: (body: B, id: string) => Entry) => {
  let last: { content: string; entry: Entry } | undefined
  return (body: B): Entry => {
    const content = JSON.stringify(body)
    if (last?.content !== content) last = { content, entry: make(body, crypto.randomUUID()) }
    return last.entry
  }
}
