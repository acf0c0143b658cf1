import type { Webhook } from '@palermo/shared/notices/webhooks.ts'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { ActTrouble } from '../acts/ActTrouble.tsx'
import { AskBack } from '../acts/AskBack.tsx'
import { useTranslate } from '../messages.ts'
import { Badge } from '../ui/Badge.tsx'
import { Button } from '../ui/Button.tsx'
import { Card } from '../ui/Card.tsx'
import { At } from '../ui/Due.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { toast } from '../ui/toast.ts'
import { deliveryTones } from './delivery-tones.ts'
import { errorWords, topicWords } from './topic-words.ts'
import { endWebhook, rotateSecret, tryWebhook, webhookMessagesQuery } from './webhooks.ts'

interface Props {
  webhook: Webhook
  onEdit: () => void
  onSecret: (secret: string | null) => void
  onChanged: () => Promise<void>
}

export const WebhookCard = ({ webhook, onEdit, onSecret, onChanged }: Props) => {
  const t = useTranslate()
  const [asking, setAsking] = useState<'rotate' | 'end'>()
  const done = () => {
    setAsking(undefined)
    void onChanged()
  }
  const rotate = useMutation({
    mutationFn: () => rotateSecret(webhook.id),
    onSuccess: ({ secret }) => {
      done()
      onSecret(secret)
    },
  })
  const end = useMutation({
    mutationFn: () => endWebhook(webhook.id),
    onSuccess: () => {
      done()
      toast(t('notices.webhooks.ended'))
    },
  })
  const attempt = useMutation({
    mutationFn: () => tryWebhook(webhook.id),
    onSuccess: () => {
      toast(t('notices.webhooks.tried'))
      void onChanged()
    },
  })
  return (
    <Card
      title={new URL(webhook.url).host}
      beside={webhook.failures > 0 && <Badge tone="late">{t('notices.webhooks.failing')}</Badge>}
      actions={
        <>
          <Button onPress={() => attempt.mutate()} isPending={attempt.isPending}>
            {t('notices.webhooks.try')}
          </Button>
          <Button onPress={onEdit}>{t('notices.webhooks.change')}</Button>
          <Button onPress={() => setAsking('rotate')}>{t('notices.webhooks.rotate')}</Button>
          <Button onPress={() => setAsking('end')}>{t('notices.webhooks.end')}</Button>
        </>
      }
    >
      <ActTrouble error={attempt.error ?? rotate.error ?? end.error} onReload={() => void onChanged()} />
      <p className="break-all">{webhook.url}</p>
      <p className="text-quiet">{webhook.kinds.map((kind) => t(`notices.kinds.${kind}.title`)).join(' · ')}</p>
      <p className="text-small text-quiet">
        {webhook.secretSince && (
          <>
            {t('notices.webhooks.secret-since')} <At at={webhook.secretSince} />
          </>
        )}
        {webhook.previousUntil && (
          <>
            {' · '}
            {t('notices.webhooks.previous-until')} <At at={webhook.previousUntil} />
          </>
        )}
        {webhook.pausedUntil && (
          <>
            {' · '}
            {t('notices.webhooks.paused-until')} <At at={webhook.pausedUntil} />
          </>
        )}
      </p>
      <Messages id={webhook.id} />
      <AskBack
        title={t('notices.webhooks.rotate-title')}
        lead={t('notices.webhooks.rotate-lead')}
        verb={t('notices.webhooks.rotate')}
        isOpen={asking === 'rotate'}
        isPending={rotate.isPending}
        onYes={() => rotate.mutate()}
        onClose={() => setAsking(undefined)}
      />
      <AskBack
        title={t('notices.webhooks.end-title')}
        lead={t('notices.webhooks.end-lead')}
        verb={t('notices.webhooks.end')}
        rank="danger"
        isOpen={asking === 'end'}
        isPending={end.isPending}
        onYes={() => end.mutate()}
        onClose={() => setAsking(undefined)}
      />
    </Card>
  )
}

/** The last messages to a webhook, each with the result of its delivery. */
const Messages = ({ id }: { id: string }) => {
  const t = useTranslate()
  const list = useQuery(webhookMessagesQuery(id))
  const messages = list.data
  if (!messages || messages.length === 0)
    return <EmptyState of={list} small sentence={t('notices.webhooks.no-messages')} />
  return (
    <details>
      <summary className="cursor-pointer py-1 text-accent">{t('notices.webhooks.messages')}</summary>
      <ul className="divide-y divide-line">
        {messages.map(({ id: message, topic, state, at, error, tries }) => (
          <li key={message} className="flex flex-wrap items-center gap-x-3 gap-y-1 py-2">
            <Badge tone={deliveryTones[state]}>{t(`people.delivery.${state}`)}</Badge>
            <span className="grow">{topicWords(topic, t)}</span>
            <span className="figures text-small text-quiet">
              {error && `${errorWords(error, t)} · ${t('notices.webhooks.tries', { tries })} · `}
              <At at={at} />
            </span>
          </li>
        ))}
      </ul>
    </details>
  )
}
