import { useEffect, useState } from 'react'
import { fetchOfflineParts } from '../offline-parts.ts'
import type { CaseEntry } from './entry.ts'

/**
 * Returns a function that creates the entries of one form. The code that shows and sends waiting entries is loaded in
 * advance, because it is needed without a connection.
 */
export const useEntries = <B>(make: (body: B, id: string) => CaseEntry) => {
  const [entryOf] = useState(() => entriesOf(make))
  useEffect(() => void fetchOfflineParts().catch(() => undefined), [])
  return entryOf
}

/**
 * Returns a function that creates entries. If the button is pressed again with the same text, the function returns the
 * same entry with the same id and time.
 */
const entriesOf = <B>(make: (body: B, id: string) => CaseEntry) => {
  let last: { content: string; entry: CaseEntry } | undefined
  return (body: B): CaseEntry => {
    const content = JSON.stringify(body)
    if (last?.content !== content) last = { content, entry: make(body, crypto.randomUUID()) }
    return last.entry
  }
}
