import { intakeShort } from '@palermo/shared/forms/intake.ts'
import type { Draft } from '@palermo/shared/referrals/drafts.ts'
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useEffect, useRef, useState } from 'react'
import { InFormWords } from '../forms/InFormWords.tsx'
import { formQuery } from '../forms/queries.ts'
import { useTranslate } from '../messages.ts'
import { isProblem } from '../problem.ts'
import { Button } from '../ui/Button.tsx'
import { Page } from '../ui/Page.tsx'
import { SkeletonPage } from '../ui/Skeleton.tsx'
import { receiverField } from './draft-body.ts'
import { draftQuery, keptQuery } from './drafts.ts'
import { GoneForm } from './GoneForm.tsx'
import { type KeptDraft, keptDrafts } from './kept.ts'
import { OpeningPage } from './OpeningPage.tsx'
import { Writer } from './Writer.tsx'
import type { WriteSearch } from './write-search.ts'

/**
 * The page on which a draft is written. The first answer creates the draft and adds its id to the URL; this change of
 * the URL must not restart the page, but any other (a new referral, another draft) must.
 */
export const NewReferralPage = ({ search }: { search: WriteSearch }) => {
  const navigate = useNavigate()
  const [writing, setWriting] = useState({ key: 0, draft: search.draft, inAddress: search.draft !== undefined })
  const here = useRef(false)
  useEffect(() => {
    here.current = true
    return () => {
      here.current = false
    }
  }, [])
  const { draft } = search
  useEffect(() => {
    setWriting((before) => {
      if (draft === before.draft) return { ...before, inAddress: draft !== undefined }
      if (draft === undefined && !before.inAddress) return before
      return { key: before.key + 1, draft, inAddress: draft !== undefined }
    })
  }, [draft])
  const created = ({ referral }: Draft) => {
    if (!here.current) return
    setWriting((before) => ({ ...before, draft: referral.id, inAddress: false }))
    void navigate({
      to: '/referrals/new',
      search: (before: WriteSearch) => ({ ...before, draft: referral.id }),
      replace: true,
      resetScroll: false,
    })
  }
  const laidDown = (kept: string) => {
    if (!here.current || search.kept === kept) return
    void navigate({
      to: '/referrals/new',
      search: (before: WriteSearch) => ({ ...before, kept }),
      replace: true,
      resetScroll: false,
    })
  }
  return (
    <Start
      key={`${writing.key} ${search.form ?? ''}`}
      search={search}
      opened={writing.inAddress ? writing.draft : undefined}
      onCreated={created}
      onKept={laidDown}
    />
  )
}

interface StartProps {
  search: WriteSearch
  opened: string | undefined
  onCreated: (draft: Draft) => void
  onKept: (id: string) => void
}

/**
 * Loads the draft whose id is in the URL, and the changes of this draft that an earlier page could not send; a new
 * draft needs no loading.
 */
const Start = ({ opened, ...props }: StartProps) => {
  const [{ id, keptId }] = useState({ id: opened, keptId: props.search.kept })
  const isKept = keptId !== undefined || id !== undefined
  const kept = useQuery({ ...keptQuery({ named: keptId, id }), enabled: isKept })
  const written = kept.data ?? undefined
  const { data, error, isPending } = useQuery({ ...draftQuery(id ?? ''), enabled: id !== undefined })
  if (isKept && kept.isPending) return <Waiting />
  if (id === undefined) return <Fresh {...props} kept={written} />
  if (written && isProblem(error, 'not-found')) return <GoneDraft {...props} kept={written} />
  if (error) throw error
  if (isPending) return <Waiting />
  return <Begun {...props} draft={data} kept={written} />
}

/**
 * Shown for unsent changes of a draft that has expired or was deleted: the person decides whether the changes become a
 * new draft.
 */
const GoneDraft = (props: Opened & { kept: KeptDraft }) => {
  const t = useTranslate()
  const navigate = useNavigate()
  const [anew, setAnew] = useState(false)
  const { over: _, ...kept } = props.kept
  if (anew) return <Fresh {...props} kept={{ ...kept, attempts: [] }} />
  const giveUp = () => {
    keptDrafts.drop(kept.id)
    void navigate({ to: '/work', replace: true })
  }
  return (
    <Page title={t('drafts.gone.title')} windowTitle={t('shell.new-referral')}>
      <div className="card flex max-w-[75ch] flex-col items-start gap-4 p-5">
        <p>{t('drafts.gone.lead', { count: kept.unsent })}</p>
        <div className="flex flex-wrap gap-2">
          <Button rank="primary" onPress={() => setAnew(true)}>
            {t('drafts.gone.anew')}
          </Button>
          <Button rank="quiet" onPress={giveUp}>
            {t('drafts.other.give-up')}
          </Button>
        </div>
      </div>
    </Page>
  )
}

const Waiting = () => (
  <Page title={useTranslate()('shell.new-referral')}>
    <SkeletonPage />
  </Page>
)

type Opened = Omit<StartProps, 'opened'> & { kept: KeptDraft | undefined }

const Fresh = ({ search, kept, onCreated, onKept }: Opened) => {
  const { data, error } = useQuery(
    kept
      ? formQuery(kept.formId, kept.formVersion)
      : formQuery(search.form ?? intakeShort.id, search.form ? 'newest' : intakeShort.version),
  )
  if (error && !data) throw error
  if (!data) return <Waiting />
  const opens = data.form.steps.some(({ page }) => page === 'opening')
  return (
    <InFormWords words={data.words} language={search.lang}>
      {opens && !kept && search.step === undefined && search.draft === undefined ? (
        <OpeningPage version={data} search={search} />
      ) : (
        <Writer
          search={search}
          version={data}
          answers={search.to && receiverField(data.form) ? { receiver: search.to } : {}}
          receiver={search.to}
          kept={kept}
          onCreated={onCreated}
          onKept={onKept}
        />
      )}
    </InFormWords>
  )
}

/**
 * Continues an existing draft in the form version with which it began, or shows GoneForm if that version was withdrawn.
 */
const Begun = ({ search, draft, kept, onCreated, onKept }: Opened & { draft: Draft }) => {
  const { referral, answers } = draft
  const navigate = useNavigate()
  const isSent = referral.status !== 'draft' && !kept
  useEffect(() => {
    if (isSent) void navigate({ to: '/referrals/$id', params: { id: referral.id }, replace: true })
  }, [isSent, referral.id, navigate])
  const { data, error } = useQuery(formQuery(referral.formId, referral.formVersion))
  if (error && !data) throw error
  if (!data || isSent) return <Waiting />
  return (
    <InFormWords words={data.words} language={search.lang}>
      {data.standing === 'withdrawn' ? (
        <GoneForm version={data} draft={draft} />
      ) : (
        <Writer
          search={search}
          version={data}
          answers={answers}
          referral={referral}
          kept={kept}
          onCreated={onCreated}
          onKept={onKept}
        />
      )}
    </InFormWords>
  )
}
