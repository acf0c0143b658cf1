import './page-messages.ts'
import type { Form } from '@palermo/shared/forms/contract.ts'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { lazy, Suspense, useRef, useState } from 'react'
import { ActTrouble } from '../acts/ActTrouble.tsx'
import { ChooseAgency } from '../agencies/ChooseAgency.tsx'
import { useSay } from '../messages.ts'
import { Alert } from '../ui/Alert.tsx'
import { Button } from '../ui/Button.tsx'
import { focusFirstFault } from '../ui/fault.ts'
import { toast } from '../ui/toast.ts'
import { AnswerList } from './AnswerList.tsx'
import { AgencyName } from './DraftSummary.tsx'
import { receiverField, receiverOf } from './draft-body.ts'
import type { DraftKeeper } from './draft-keeper.ts'
import type { DraftState } from './draft-state.ts'
import { PhoneAcceptanceFields, type PhoneWord } from './PhoneAcceptanceFields.tsx'
import { PossibleMatches } from './PossibleMatches.tsx'
import { actOnReferral } from './queries.ts'

const DraftFiles = lazy(() => import('../documents/DraftFiles.tsx').then((found) => ({ default: found.DraftFiles })))

interface Props {
  form: Form
  keeper: DraftKeeper
  draft: DraftState
  errors: Record<string, string>
  /** Whether it may go out as it stands. */
  ready: boolean
  child: boolean
  onChange: (step: string) => void
}

/** All answers once more, whoever may be the same person, and the word given by telephone; then it goes out. */
export const CheckAnswers = ({ form, keeper, draft, errors, ready, child, onChange }: Props) => {
  const say = useSay()
  const navigate = useNavigate()
  const queryClient = useQueryClient()
  const [phone, setPhone] = useState<PhoneWord>()
  const [isRefused, setRefused] = useState(false)
  const page = useRef<HTMLDivElement>(null)
  // A yes is recorded with a name or not at all; it is never dropped in silence.
  const isNameless = phone !== undefined && phone.acceptedBy.trim() === ''
  const { answers } = draft
  const receiver = receiverOf(form, draft)
  const asked = receiverField(form)
  const send = useMutation({
    mutationFn: async () => {
      const { id, version } = await keeper.flush()
      const sent = await actOnReferral(queryClient, id, { action: 'send', version })
      if (phone) {
        await actOnReferral(queryClient, id, {
          ...phone,
          action: 'record-phone-acceptance',
          version: sent.version,
        }).catch(
          // It has been sent; the word can be recorded on its page, which offers it first.
          () => toast(say('drafts.phone-not-kept')),
        )
      }
      return sent
    },
    onSuccess: ({ id, to }) => {
      toast(say('drafts.sent', { agency: to?.name ?? '' }))
      void navigate({ to: '/referrals/$id', params: { id }, replace: true })
    },
  })
  const missing = Object.keys(errors).length
  const submit = () => {
    setRefused(isNameless)
    if (isNameless) focusFirstFault(page.current)
    else send.mutate()
  }
  return (
    <div ref={page} className="flex min-w-0 flex-col gap-5">
      <ActTrouble error={send.error} onReload={() => send.reset()} />
      {child && <Alert title={say('drafts.child-title')}>{say('drafts.child-lead')}</Alert>}
      {missing > 0 && (
        <Alert tone="warn" title={say('drafts.missing', { count: missing })}>
          {say('drafts.missing-lead')}
        </Alert>
      )}
      <PossibleMatches form={form} keeper={keeper} answers={answers} caseId={draft.referral?.caseId ?? null} />
      <AnswerList form={form} answers={answers} errors={errors} onChange={onChange} />
      {draft.referral && (
        <Suspense>
          <DraftFiles draftId={draft.referral.id} />
        </Suspense>
      )}
      {!asked && (
        <section aria-label={say('drafts.receiver')} className="flex flex-col gap-2">
          <h2 className="text-large">{say('drafts.receiver')}</h2>
          <p className="measure text-quiet">{say('drafts.receiver-hint')}</p>
          <ChooseAgency
            value={receiver}
            onChange={(id) => keeper.address(id)}
            needs={[]}
            child={child}
            error={undefined}
          />
        </section>
      )}
      {receiver !== undefined && (
        <PhoneAcceptanceFields
          agency={<AgencyName id={receiver} />}
          value={phone}
          error={isRefused && isNameless ? say('acts.needed') : undefined}
          onChange={setPhone}
        />
      )}
      {receiver === undefined && asked && (
        <Alert
          tone="warn"
          title={say('drafts.no-receiver')}
          action={<Button onPress={() => onChange(stepOf(form, asked.id))}>{say('drafts.choose-receiver')}</Button>}
        />
      )}
      <div className="flex flex-col items-start gap-2">
        <Button
          rank="primary"
          size="large"
          isDisabled={!ready || receiver === undefined}
          isPending={send.isPending}
          onPress={submit}
        >
          {receiver !== undefined ? (
            <span>
              {say('drafts.send-to')} <AgencyName id={receiver} />
            </span>
          ) : (
            say('drafts.send')
          )}
        </Button>
        <p className="measure text-small text-quiet">{say('drafts.send-note')}</p>
      </div>
    </div>
  )
}

const stepOf = (form: Form, field: string) =>
  form.steps.find(({ fields }) => fields.some(({ id }) => id === field))?.id ?? ''
