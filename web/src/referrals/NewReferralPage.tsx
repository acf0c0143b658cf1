import type { Draft } from '@palermo/shared/referrals/drafts.ts'
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useEffect, useRef, useState } from 'react'
import { useSay } from '../messages.ts'
import { Page } from '../ui/Page.tsx'
import { SkeletonPage } from '../ui/Skeleton.tsx'
import { draftQuery } from './drafts.ts'
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
      key={writing.key}
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
  const say = useSay()
  const [id] = useState(opened)
  const { data, error, isPending } = useQuery({ ...draftQuery(id ?? ''), enabled: id !== undefined })
  if (id === undefined)
    return <Writer search={search} answers={search.to ? { receiver: search.to } : {}} onCreated={onCreated} />
  if (error) throw error
  if (isPending)
    return (
      <Page title={say('shell.new-referral')}>
        <SkeletonPage />
      </Page>
    )
  return <Writer search={search} answers={data.answers} referral={data.referral} onCreated={onCreated} />
}
