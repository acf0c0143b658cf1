import type { Form } from '@palermo/shared/forms/contract.ts'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { ActTrouble } from '../acts/ActTrouble.tsx'
import { ChooseAgency } from '../agencies/ChooseAgency.tsx'
import { sendAlert } from '../alerts/queries.ts'
import { submissionKeys } from '../api.ts'
import { useTranslate } from '../messages.ts'
import { recordLink } from '../navigation/subjects.ts'
import { Alert } from '../ui/Alert.tsx'
import { Button } from '../ui/Button.tsx'
import { toast } from '../ui/toast.ts'
import { AnswerList } from './AnswerList.tsx'
import type { DraftKeeper } from './draft-keeper.ts'
import type { DraftState } from './draft-state.ts'

interface Props {
  form: Form
  keeper: DraftKeeper
  draft: DraftState
  errors: Record<string, string>
  onChange: (step: string) => void
}

/**
 * Shown if an adult does not want to be referred but the law requires a notification, which reports events and names no
 * person.
 */
export const NotifyAnswers = ({ form, keeper, draft, errors, onChange }: Props) => {
  const t = useTranslate()
  const navigate = useNavigate()
  const queryClient = useQueryClient()
  const [keyFor] = useState(submissionKeys)
  const missing = Object.keys(errors).length
  const send = useMutation({
    mutationFn: async (toAgencyId: string) => {
      const { id, version } = await keeper.flush()
      const body = { draftId: id, version, toAgencyId }
      return sendAlert(body, keyFor(body))
    },
    onSuccess: ({ id, reference }) => {
      toast(t('drafts.notified', { reference }))
      void queryClient.invalidateQueries({ queryKey: ['alerts'] })
      void navigate({ ...recordLink('alerts', id), replace: true })
    },
  })
  const { receiver } = draft
  return (
    <div className="flex min-w-0 flex-col gap-5">
      <ActTrouble error={send.error} onReload={() => send.reset()} />
      <Alert title={t('drafts.notify.lead-title')}>{t('drafts.notify.lead')}</Alert>
      {missing > 0 && (
        <Alert tone="warn" title={t('drafts.missing', { count: missing })}>
          {t('drafts.missing-lead')}
        </Alert>
      )}
      <AnswerList form={form} answers={draft.answers} errors={errors} onChange={onChange} />
      <section aria-label={t('drafts.receiver')} className="flex flex-col gap-2">
        <h2 className="text-large">{t('drafts.receiver')}</h2>
        <p className="measure text-quiet">{t('drafts.notify.receiver-hint')}</p>
        <ChooseAgency
          value={receiver}
          onChange={(id) => keeper.address(id)}
          needs={[]}
          child={false}
          error={undefined}
        />
      </section>
      <div>
        <Button
          rank="primary"
          size="large"
          isDisabled={missing > 0 || receiver === undefined}
          isPending={send.isPending}
          onPress={() => receiver && send.mutate(receiver)}
        >
          {t('drafts.notify.verb')}
        </Button>
      </div>
    </div>
  )
}
