import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslate } from '../messages.ts'
import { wordsFor } from '../problem.ts'
import { Badge } from '../ui/Badge.tsx'
import { Button } from '../ui/Button.tsx'
import { toast } from '../ui/toast.ts'
import { dropEntry, sendAgain, takeBack, type WaitingOfCase } from './outbox.ts'

/**
 * Shows the text of a waiting entry, the reason if the server refused the entry, and buttons for the possible actions.
 */
export const WaitingEntry = ({ entry }: { entry: WaitingOfCase }) => {
  const t = useTranslate()
  const queryClient = useQueryClient()
  const again = useMutation({ mutationFn: () => sendAgain(queryClient, entry) })
  const discard = () => {
    dropEntry(entry.id)
    toast(t('entries.discarded'), () => takeBack(entry))
  }
  const refused = entry.refused ? wordsFor(entry.refused, t) : undefined
  const words = entry.kind === 'note' ? entry.body.text : entry.body.note
  return (
    <div className="flex flex-col gap-1.5">
      <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
        <strong>
          {entry.kind === 'note' ? t(`notes.kinds.${entry.body.kind}`) : t(`contacts.outcomes.${entry.body.outcome}`)}
        </strong>
        <Badge tone={refused ? 'late' : 'soon'}>{t(refused ? 'entries.refused.title' : 'entries.title')}</Badge>
      </p>
      {words && (
        <p dir="auto" className="measure whitespace-pre-wrap">
          {words}
        </p>
      )}
      <p className="measure text-small">
        {refused
          ? [refused.title, refused.detail, t('entries.refused.hint')].filter(Boolean).join(' · ')
          : t('entries.hint')}
      </p>
      <div className="flex flex-wrap gap-2">
        <Button onPress={() => again.mutate()} isPending={again.isPending}>
          {t('entries.try-again')}
        </Button>
        <Button rank="quiet" onPress={discard}>
          {t('entries.discard')}
        </Button>
      </div>
    </div>
  )
}
