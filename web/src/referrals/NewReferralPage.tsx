import { intakeShort } from '@palermo/shared/forms/intake.ts'
import type { Draft } from '@palermo/shared/referrals/drafts.ts'
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useEffect, useRef, useState } from 'react'
import { InFormWords } from '../forms/InFormWords.tsx'
import { formQuery } from '../forms/queries.ts'
import { useSay } from '../messages.ts'
import { Page } from '../ui/Page.tsx'
import { SkeletonPage } from '../ui/Skeleton.tsx'
import { receiverField } from './draft-keeper.ts'
import { draftQuery } from './drafts.ts'
import { GoneForm } from './GoneForm.tsx'
import { OpeningPage } from './OpeningPage.tsx'
import { Writer } from './Writer.tsx'
import type { WriteSearch } from './write-search.ts'

/**
 * One draft being written. The first answer begins it and puts its id into the address, which must not start the page
 * anew; any other change of the address (a fresh referral, another draft) must.
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
  return (
    <Start
      key={`${writing.key} ${search.form ?? ''}`}
      search={search}
      opened={writing.inAddress ? writing.draft : undefined}
      onCreated={created}
    />
  )
}

interface StartProps {
  search: WriteSearch
  opened: string | undefined
  onCreated: (draft: Draft) => void
}

/** Reads a draft that was opened by its address; a fresh one has nothing to read. */
const Start = ({ search, opened, onCreated }: StartProps) => {
  const [id] = useState(opened)
  const { data, error, isPending } = useQuery({ ...draftQuery(id ?? ''), enabled: id !== undefined })
  if (id === undefined) return <Fresh search={search} onCreated={onCreated} />
  if (error) throw error
  if (isPending) return <Waiting />
  return <Begun search={search} draft={data} onCreated={onCreated} />
}

const Waiting = () => (
  <Page title={useSay()('shell.new-referral')}>
    <SkeletonPage />
  </Page>
)

const Fresh = ({ search, onCreated }: Omit<StartProps, 'opened'>) => {
  const { data, error } = useQuery(
    formQuery(search.form ?? intakeShort.id, search.form ? 'newest' : intakeShort.version),
  )
  if (error) throw error
  if (!data) return <Waiting />
  const opens = data.form.steps.some(({ page }) => page === 'opening')
  return (
    <InFormWords words={data.words} language={search.lang}>
      {opens && search.step === undefined && search.draft === undefined ? (
        <OpeningPage version={data} search={search} />
      ) : (
        <Writer
          search={search}
          version={data}
          answers={search.to && receiverField(data.form) ? { receiver: search.to } : {}}
          receiver={search.to}
          onCreated={onCreated}
        />
      )}
    </InFormWords>
  )
}

/** A draft keeps the version of the form it was begun with, as long as that may be sent. */
const Begun = ({ search, draft, onCreated }: Omit<StartProps, 'opened'> & { draft: Draft }) => {
  const { referral, answers } = draft
  const { data, error } = useQuery(formQuery(referral.formId, referral.formVersion))
  if (error) throw error
  if (!data) return <Waiting />
  return (
    <InFormWords words={data.words} language={search.lang}>
      {data.standing === 'withdrawn' ? (
        <GoneForm version={data} draft={draft} />
      ) : (
        <Writer search={search} version={data} answers={answers} referral={referral} onCreated={onCreated} />
      )}
    </InFormWords>
  )
}
