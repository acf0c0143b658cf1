import type { Answers } from '@palermo/shared/forms/answers.ts'
import { outcomeOf } from '@palermo/shared/forms/outcome.ts'
import type { Referral } from '@palermo/shared/referrals/contract.ts'
import type { Draft } from '@palermo/shared/referrals/drafts.ts'
import { useNavigate } from '@tanstack/react-router'
import { Phone } from 'lucide-react'
import { lazy, Suspense, useEffect, useState } from 'react'
import { loadNamed } from '../forms/FieldInput.tsx'
import type { ReadForm } from '../forms/queries.ts'
import { keepShell } from '../keep-shell.ts'
import { useTranslate } from '../messages.ts'
import { fetchOfflineParts } from '../offline-parts.ts'
import { wordsFor } from '../problem.ts'
import { Alert } from '../ui/Alert.tsx'
import { Button } from '../ui/Button.tsx'
import { Page } from '../ui/Page.tsx'
import { CheckAnswers } from './CheckAnswers.tsx'
import { ClearedAnswers } from './ClearedAnswers.tsx'
import { DraftSummary } from './DraftSummary.tsx'
import { AskFirst, CountOnly } from './Endings.tsx'
import { FormLanguage } from './FormLanguage.tsx'
import type { KeptDraft } from './kept.ts'
import { NotifyAnswers } from './NotifyAnswers.tsx'
import { OnPaper } from './OnPaper.tsx'
import { OtherForms } from './OtherForms.tsx'
import { DraftExpiry, SaveState } from './SaveState.tsx'
import { Screen } from './Screen.tsx'
import { useDraft } from './useDraft.ts'
import { useSending } from './useSending.ts'
import { errorsOf, useSteps } from './useSteps.ts'
import type { WriteSearch } from './write-search.ts'

const loadTonight = () => import('../agencies/TonightDialog.tsx').then((found) => ({ default: found.TonightDialog }))
const TonightDialog = lazy(loadTonight)
const loadOther = () => import('./OtherVersion.tsx').then((found) => ({ default: found.OtherVersion }))
const OtherVersion = lazy(loadOther)

interface Props {
  search: WriteSearch
  version: ReadForm
  answers: Answers
  referral?: Referral | undefined
  /** The receiver of a new draft, if the URL names one. */
  receiver?: string | undefined
  /** Changes of the draft that an earlier page could not send. */
  kept?: KeptDraft | undefined
  onCreated: (draft: Draft) => void
  onKept: (id: string) => void
}

/** Shows the form one question at a time; a wide page also shows the answers so far. */
export const Writer = ({ search, version, answers: first, referral, receiver, kept, onCreated, onKept }: Props) => {
  const t = useTranslate()
  const { form } = version
  const { keeper, draft, today } = useDraft({
    form,
    answers: first,
    referral,
    receiver,
    caseId: kept?.caseId ?? search.case,
    kept,
    onCreated,
    onKept,
  })
  const { answers } = draft
  useEffect(() => {
    // Loads the code for all later questions while there is a connection.
    const all = Promise.all([loadNamed(), loadTonight(), loadOther(), fetchOfflineParts()])
    // The code of all pages is stored too, if the browser supports service workers.
    all.then(keepShell).catch(() => undefined)
  }, [])
  const steps = useSteps({ form, keeper, answers, search, today, resumes: referral !== undefined })
  const sending = useSending(keeper, draft)
  const { screens, screen, at, go, back } = steps
  // A draft that waits to be sent shows its check page, regardless of the URL.
  const shown = sending.waiting ? 'check' : steps.shown
  const { procedure, outcome } = outcomeOf(form, answers, { today })
  const title = shown === 'question' ? t(screen?.step.titleKey ?? '') : t(`drafts.${shown}.title`)
  const wrong = draft.saving === 'refused' ? wordsFor(draft.error, t) : undefined
  const check = {
    form,
    keeper,
    draft,
    errors: errorsOf(form, answers, today, t),
    child: procedure === 'child',
    onChange: go,
  }

  return (
    <Page
      title={title}
      windowTitle={t('shell.new-referral')}
      above={
        <Above
          form={version}
          search={search}
          progress={shown === 'question' ? { at, of: screens.length } : undefined}
          saved={<SaveState draft={draft} />}
        />
      }
    >
      {wrong && (
        <Alert tone="danger" title={t('drafts.not-kept', { why: wrong.title })} live>
          {wrong.detail}
        </Alert>
      )}
      {draft.other && (
        <Suspense>
          <OtherVersion form={form} keeper={keeper} answers={answers} other={draft.other} />
        </Suspense>
      )}
      {steps.cleared && <ClearedAnswers form={form} cleared={steps.cleared} />}
      <div className="grid items-start gap-6 lg:grid-cols-[minmax(0,1fr)_20rem]">
        <div className="flex min-w-0 flex-col gap-5">
          {shown === 'question' && screen ? (
            <Screen
              screen={screen}
              answers={answers}
              errors={steps.errors}
              child={procedure === 'child'}
              onAnswer={steps.answer}
              onNext={steps.next}
              onSkip={steps.skip}
              onBack={back}
            />
          ) : shown === 'notify' ? (
            <NotifyAnswers {...check} />
          ) : shown === 'count' ? (
            <CountOnly keeper={keeper} onBack={back} />
          ) : shown === 'ask-first' ? (
            <AskFirst keeper={keeper} onBack={back} why={steps.ending?.hintKey} />
          ) : (
            <CheckAnswers {...check} ready={outcome === 'refer'} sending={sending} />
          )}
          {!sending.waiting && <Leave draft={draft} keeper={keeper} />}
          {at === 0 && shown === 'question' && !draft.referral && (
            <>
              <OtherForms current={form.id} caseId={search.case} />
              <OnPaper form={form} lang={search.lang} />
            </>
          )}
        </div>
        <DraftSummary
          screens={screens}
          answers={answers}
          current={shown === 'question' ? screen?.step.id : shown}
          onGo={(to) => {
            if (sending.waiting) sending.cancel()
            go(to)
          }}
        />
      </div>
    </Page>
  )
}

interface AboveProps {
  form: ReadForm
  search: WriteSearch
  progress: { at: number; of: number } | undefined
  saved: React.ReactNode
}

/**
 * The head of the form: progress, saving state, language of the questions, and a button that shows telephone numbers of
 * agencies on duty.
 */
const Above = ({ form, search, progress, saved }: AboveProps) => {
  const t = useTranslate()
  const [isCalling, setCalling] = useState(false)
  const done = progress ? (progress.at / progress.of) * 100 : 100
  return (
    <div className="flex flex-col gap-2 pb-2">
      {/* The line keeps its height after the first save, so that no button moves while the writer presses it. */}
      <div className="flex min-h-11 flex-wrap items-center gap-x-3 gap-y-1">
        <p className="flex grow basis-28 flex-wrap gap-x-3 text-small text-quiet">
          {progress && (
            <span className="whitespace-nowrap">
              {t('drafts.progress', { step: `${progress.at + 1}`, steps: `${progress.of}` })}
            </span>
          )}
          {saved}
        </p>
        <FormLanguage words={form.words} search={search} />
        <span className="shrink-0">
          <Button rank="quiet" icon={Phone} onPress={() => setCalling(true)}>
            {t('drafts.who-answers')}
          </Button>
        </span>
      </div>
      <div aria-hidden="true" className="h-1 overflow-hidden rounded-full bg-line">
        <div className="h-full bg-accent" style={{ width: `${done}%` }} />
      </div>
      {isCalling && (
        <Suspense>
          <TonightDialog onClose={() => setCalling(false)} />
        </Suspense>
      )}
    </div>
  )
}

/** The button to leave the form at any step: the draft is saved, and can be continued here or on another device. */
const Leave = ({ draft, keeper }: Pick<ReturnType<typeof useDraft>, 'draft' | 'keeper'>) => {
  const t = useTranslate()
  const navigate = useNavigate()
  if (!draft.referral) return null
  const leave = () =>
    keeper.flush().then(
      () => navigate({ to: '/referrals', search: { box: 'outbox' } }),
      // If saving failed, the reader stays on this page, because the reason is shown above.
      () => undefined,
    )
  return (
    <div className="flex flex-col items-start gap-1 border-t border-line pt-3">
      <Button rank="quiet" onPress={() => void leave()}>
        {t('drafts.leave')}
      </Button>
      <DraftExpiry referral={draft.referral} />
    </div>
  )
}
