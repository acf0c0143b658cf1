import type { Form } from '@palermo/shared/forms/contract.ts'
import { lazy, Suspense, useRef } from 'react'
import { ActTrouble } from '../acts/ActTrouble.tsx'
import { ChooseAgency } from '../agencies/ChooseAgency.tsx'
import { useTranslate } from '../messages.ts'
import { Alert } from '../ui/Alert.tsx'
import { Button } from '../ui/Button.tsx'
import { AnswerList } from './AnswerList.tsx'
import { receiverField, receiverOf } from './draft-body.ts'
import type { DraftKeeper } from './draft-keeper.ts'
import type { DraftState } from './draft-state.ts'
import { PossibleMatches } from './PossibleMatches.tsx'
import { SendDraft } from './SendDraft.tsx'
import type { useSending } from './useSending.ts'

const DraftFiles = lazy(() => import('../documents/DraftFiles.tsx').then((found) => ({ default: found.DraftFiles })))

interface Props {
  form: Form
  keeper: DraftKeeper
  draft: DraftState
  errors: Record<string, string>
  /** Whether the draft is complete and can be sent. */
  ready: boolean
  child: boolean
  onChange: (step: string) => void
  sending: ReturnType<typeof useSending>
}

/**
 * The last step before sending: all answers, the cases that may concern the same person, and the fields for an
 * acceptance by telephone.
 */
export const CheckAnswers = ({ form, keeper, draft, errors, ready, child, onChange, sending }: Props) => {
  const t = useTranslate()
  const page = useRef<HTMLDivElement>(null)
  const { answers } = draft
  const receiver = receiverOf(form, draft)
  const asked = receiverField(form)
  const missing = Object.keys(errors).length
  const { waiting, cancel, send } = sending
  const change = (step: string) => {
    // A changed draft must not be sent in its earlier state, so a waiting request to send is cancelled.
    if (waiting) cancel()
    onChange(step)
  }
  return (
    <div ref={page} className="flex min-w-0 flex-col gap-5">
      <ActTrouble error={sending.error} onReload={() => send.reset()} />
      {child && <Alert title={t('drafts.child-title')}>{t('drafts.child-lead')}</Alert>}
      {missing > 0 && (
        <Alert tone="warn" title={t('drafts.missing', { count: missing })}>
          {t('drafts.missing-lead')}
        </Alert>
      )}
      <PossibleMatches form={form} keeper={keeper} answers={answers} caseId={draft.referral?.caseId ?? null} />
      <AnswerList form={form} answers={answers} errors={errors} onChange={change} />
      {draft.referral && !waiting && (
        <Suspense>
          <DraftFiles draftId={draft.referral.id} />
        </Suspense>
      )}
      {!asked && !waiting && (
        <section aria-label={t('drafts.receiver')} className="flex flex-col gap-2">
          <h2 className="text-large">{t('drafts.receiver')}</h2>
          <p className="measure text-quiet">{t('drafts.receiver-hint')}</p>
          <ChooseAgency
            value={receiver}
            onChange={(id) => keeper.address(id)}
            needs={[]}
            child={child}
            error={undefined}
          />
        </section>
      )}
      {receiver === undefined && asked && (
        <Alert
          tone="warn"
          title={t('drafts.no-receiver')}
          action={<Button onPress={() => change(stepOf(form, asked.id))}>{t('drafts.choose-receiver')}</Button>}
        />
      )}
      <SendDraft receiver={receiver} ready={ready} sending={sending} page={page} />
    </div>
  )
}

const stepOf = (form: Form, field: string) =>
  form.steps.find(({ fields }) => fields.some(({ id }) => id === field))?.id ?? ''
