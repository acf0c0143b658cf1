import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { formQuery } from '../forms/queries.ts'
import { useTranslate } from '../messages.ts'
import { hearKept } from '../session/device-key.ts'
import { withKept } from '../session/kept-locks.ts'
import { useMe } from '../session/useSession.ts'
import { TextLink } from '../ui/TextLink.tsx'
import { toast } from '../ui/toast.ts'
import { todayIn } from '../ui/when.ts'
import { type KeptDraft, keptDrafts } from './kept.ts'
import { sendKept } from './send-kept.ts'

/**
 * Sends the changes of drafts that an earlier page stored on this device, and shows a link to each draft whose changes
 * cannot be sent.
 */
export const KeptBar = () => {
  const t = useTranslate()
  const queryClient = useQueryClient()
  const { zone } = useMe()
  const sentWords = t('drafts.kept-bar.sent')
  const [kept, setKept] = useState<KeptDraft[]>([])
  useEffect(() => {
    const send = async () => {
      const waiting: KeptDraft[] = []
      for (const draft of await keptDrafts.read()) {
        // A draft that is open on a page is saved by that page, so this loop skips the draft.
        if (location.search.includes(draft.id)) continue
        const sent = await withKept(draft.id, async () => {
          const { form } = await queryClient.ensureQueryData(formQuery(draft.formId, draft.formVersion))
          return sendKept(draft, form, todayIn(zone))
        }).catch(() => false)
        if (sent) toast(sentWords)
        if (sent === false) waiting.push(draft)
      }
      setKept(waiting)
    }
    const look = () => void send()
    const show = () =>
      void keptDrafts.read().then((now) => setKept((old) => old.filter(({ id }) => now.some((one) => one.id === id))))
    look()
    addEventListener('online', look)
    const deaf = hearKept(show)
    return () => {
      removeEventListener('online', look)
      deaf()
    }
  }, [queryClient, zone, sentWords])
  return kept.map(({ id, unsent, over }) => (
    <p key={id} className="flex flex-wrap justify-center gap-x-3 bg-soon-soft px-4 py-1.5 text-soon print:hidden">
      {t('drafts.kept-bar.title', { count: unsent })}
      <TextLink to="/referrals/new" search={{ kept: id, ...(over ? { draft: over.referralId } : {}) }}>
        {t('drafts.kept-bar.go-on')}
      </TextLink>
    </p>
  ))
}
