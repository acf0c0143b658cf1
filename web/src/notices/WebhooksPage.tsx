import type { Webhook } from '@palermo/shared/notices/webhooks.ts'
import { useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import { Plus } from 'lucide-react'
import { useState } from 'react'
import { useTranslate } from '../messages.ts'
import { Button } from '../ui/Button.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { Page } from '../ui/Page.tsx'
import { SecretOnce } from './SecretOnce.tsx'
import { WebhookCard } from './WebhookCard.tsx'
import { WebhookForm } from './WebhookForm.tsx'
import { webhooksQuery } from './webhooks.ts'

/** The webhooks of an agency, by which the agency's own computer system receives its notifications. */
export const WebhooksPage = () => {
  const t = useTranslate()
  const queryClient = useQueryClient()
  const list = useSuspenseQuery(webhooksQuery)
  const { data: webhooks } = list
  const [editing, setEditing] = useState<Webhook | 'new'>()
  const [secret, setSecret] = useState<string | null>()
  const again = () => queryClient.invalidateQueries({ queryKey: webhooksQuery.queryKey })
  return (
    <Page
      title={t('notices.webhooks.title')}
      lead={t('notices.webhooks.lead')}
      actions={
        <Button icon={Plus} rank="primary" onPress={() => setEditing('new')}>
          {t('notices.webhooks.add')}
        </Button>
      }
    >
      {webhooks.length === 0 ? (
        <div className="card">
          <EmptyState of={list} sentence={t('notices.webhooks.none')} />
        </div>
      ) : (
        webhooks.map((webhook) => (
          <WebhookCard
            key={webhook.id}
            webhook={webhook}
            onEdit={() => setEditing(webhook)}
            onSecret={setSecret}
            onChanged={again}
          />
        ))
      )}
      {editing && (
        <WebhookForm
          webhook={editing === 'new' ? undefined : editing}
          onClose={() => setEditing(undefined)}
          onSaved={(made) => {
            setEditing(undefined)
            setSecret(made)
            void again()
          }}
        />
      )}
      {secret && <SecretOnce secret={secret} onDone={() => setSecret(undefined)} />}
    </Page>
  )
}
