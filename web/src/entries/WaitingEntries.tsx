import type { CaseEntry } from './entry.ts'
import { isOfCase } from './outbox.ts'
import { useWaiting } from './useWaiting.ts'
import { WaitingEntry } from './WaitingEntry.tsx'

/** Shows the entries that have not reached the server to their author, in the list in which they will appear later. */
export const WaitingEntries = ({ caseId, kind }: { caseId: string; kind: CaseEntry['kind'] }) => {
  const waiting = useWaiting()
    .filter(isOfCase)
    .filter((entry) => entry.kind === kind && entry.body.caseId === caseId)
  if (waiting.length === 0) return null
  return (
    <ul className="divide-y divide-line border-b border-line print:hidden">
      {waiting.map((entry) => (
        <li key={entry.id} className="bg-soon-soft px-4 py-3">
          <WaitingEntry entry={entry} />
        </li>
      ))}
    </ul>
  )
}
