import { type Webhook, webhookKinds } from '@palermo/shared/notices/webhooks.ts'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { DialogForm } from '../acts/DialogForm.tsx'
import { submissionKeys } from '../api.ts'
import { useTranslate } from '../messages.ts'
import { fieldErrors } from '../problem.ts'
import { Choices } from '../ui/Choice.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { TextField } from '../ui/TextField.tsx'
import { addWebhook, changeWebhook } from './webhooks.ts'

interface Props {
  /** The webhook to change; undefined for a new one. */
  webhook: Webhook | undefined
  onClose: () => void
  /** @param secret the secret of a new webhook, which is shown once; null for a changed webhook */
  onSaved: (secret: string | null) => void
}

export const WebhookForm = ({ webhook, onClose, onSaved }: Props) => {
  const t = useTranslate()
  const [url, setUrl] = useState(webhook?.url ?? 'https://')
  const [kinds, setKinds] = useState<Webhook['kinds']>(webhook?.kinds ?? [...webhookKinds])
  const [keyOf] = useState(submissionKeys)
  const save = useMutation({
    mutationFn: async () => {
      const wanted = { url: url.trim(), kinds }
      if (!webhook) return (await addWebhook(wanted, keyOf(wanted))).secret
      await changeWebhook(webhook.id, { ...wanted, version: webhook.version })
      return null
    },
    onSuccess: onSaved,
  })
  const errors = fieldErrors(save.error, t)
  return (
    <Dialog title={t(webhook ? 'notices.webhooks.edit' : 'notices.webhooks.add')} isOpen onClose={onClose}>
      <DialogForm
        act={save}
        verb={t('notices.webhooks.save')}
        onSubmit={() => save.mutate()}
        onCancel={onClose}
        onReload={() => onSaved(null)}
      >
        <TextField
          label={t('notices.webhooks.url')}
          hint={t('notices.webhooks.url-hint')}
          type="url"
          inputMode="url"
          autoComplete="off"
          spellCheck={false}
          value={url}
          onChange={setUrl}
          error={errors.url}
        />
        <Choices
          label={t('notices.webhooks.kinds')}
          value={kinds}
          onChange={setKinds}
          options={webhookKinds.map((kind) => ({
            value: kind,
            label: t(`notices.kinds.${kind}.title`),
            hint: t(`notices.kinds.${kind}.detail`),
          }))}
          error={errors.kinds}
        />
      </DialogForm>
    </Dialog>
  )
}
