import { dropEntry, isSend } from '../entries/outbox.ts'
import { useWaiting } from '../entries/useWaiting.ts'
import { useTranslate } from '../messages.ts'
import { wordsFor } from '../problem.ts'
import { Badge } from '../ui/Badge.tsx'
import { Button } from '../ui/Button.tsx'
import { TextLink } from '../ui/TextLink.tsx'
import { toast } from '../ui/toast.ts'

/** Referrals that wait on this device to be sent, shown above the list of the reader's own referrals. */
export const WaitingSends = () => {
  const t = useTranslate()
  const waiting = useWaiting().filter(isSend)
  if (waiting.length === 0) return null
  const cancel = (id: string) => {
    dropEntry(id)
    toast(t('drafts.waiting.cancelled'))
  }
  return (
    <ul aria-label={t('drafts.waiting.list')} className="divide-y divide-line border-b border-line print:hidden">
      {waiting.map(({ id, refused, body: { agency, referralId, keptId } }) => (
        <li key={id} className="flex flex-wrap items-center gap-x-3 gap-y-1 bg-soon-soft px-4 py-2.5">
          <Badge tone={refused ? 'late' : 'soon'}>
            {t(refused ? 'entries.refused.title' : 'drafts.waiting.badge')}
          </Badge>
          <span className="grow">
            {agency}
            {refused !== undefined && <span className="text-small text-quiet"> · {wordsFor(refused, t).title}</span>}
          </span>
          <TextLink
            to="/referrals/new"
            search={{ step: 'check', kept: keptId, ...(referralId ? { draft: referralId } : {}) }}
          >
            {t('drafts.waiting.open')}
          </TextLink>
          <Button rank="quiet" onPress={() => cancel(id)}>
            {t('drafts.waiting.cancel')}
          </Button>
        </li>
      ))}
    </ul>
  )
}
