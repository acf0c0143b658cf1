import './page-messages.ts'
import '../contacts/page-messages.ts'
import '../notes/page-messages.ts'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useSay } from '../messages.ts'
import { wordsFor } from '../problem.ts'
import { Badge } from '../ui/Badge.tsx'
import { Button } from '../ui/Button.tsx'
import { toast } from '../ui/toast.ts'
import type { Entry } from './entry.ts'
import { dropEntry, sendAgain, takeBack, type Waiting } from './outbox.ts'
import { useWaiting } from './useWaiting.ts'

/** What its writer sees where it will stand, as long as the server does not have it. */
export const WaitingEntries = ({ caseId, kind }: { caseId: string; kind: Entry['kind'] }) => {
  const waiting = useWaiting().filter((entry) => entry.kind === kind && entry.body.caseId === caseId)
  if (waiting.length === 0) return null
  return (
    <ul className="divide-y divide-line border-b border-line print:hidden">
      {waiting.map((entry) => (
        <WaitingEntry key={entry.id} entry={entry} />
      ))}
    </ul>
  )
}

const WaitingEntry = ({ entry }: { entry: Waiting }) => {
  const say = useSay()
  const queryClient = useQueryClient()
  const again = useMutation({ mutationFn: () => sendAgain(queryClient, entry) })
  const discard = () => {
    dropEntry(entry.id)
    toast(say('entries.discarded'), () => takeBack(entry))
  }
  const words = entry.kind === 'note' ? entry.body.text : entry.body.note
  return (
    <li className="flex flex-col gap-1.5 bg-soon-soft px-4 py-3">
      <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
        <strong>
          {entry.kind === 'note'
            ? say(`notes.kinds.${entry.body.kind}`)
            : say(`contacts.outcomes.${entry.body.outcome}`)}
        </strong>
        <Badge tone="soon">{say('entries.title')}</Badge>
      </p>
      {words && (
        <p dir="auto" className="measure whitespace-pre-wrap">
          {words}
        </p>
      )}
      <p className="measure text-small">{entry.refused ? wordsFor(entry.refused, say).title : say('entries.hint')}</p>
      <div className="flex flex-wrap gap-2">
        <Button onPress={() => again.mutate()} isPending={again.isPending}>
          {say('entries.try-again')}
        </Button>
        <Button rank="quiet" onPress={discard}>
          {say('entries.discard')}
        </Button>
      </div>
    </li>
  )
}
