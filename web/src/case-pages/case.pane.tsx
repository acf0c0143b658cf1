import { useSuspenseQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { caseQuery } from '../cases/queries.ts'
import type { CaseSearch } from '../cases/search.ts'
import { useTranslate } from '../messages.ts'
import type { PaneProps } from '../panes/ReadingPane.tsx'
import { WhoElse } from '../presence/WhoElse.tsx'
import { TextLink } from '../ui/TextLink.tsx'
import { CaseBadges, CaseLead } from './CasePage.tsx'
import { CaseView } from './CaseView.tsx'

/** A case shown beside the work list. */
export const Pane = ({ subjectId, act, onAct }: PaneProps) => {
  const t = useTranslate()
  const { data: row } = useSuspenseQuery(caseQuery(subjectId))
  const [shown, setShown] = useState<Pick<CaseSearch, 'tab' | 'track'>>({})
  return (
    <div className="flex flex-col gap-4">
      <header className="flex flex-col gap-1">
        <div className="flex flex-wrap items-center gap-x-3 gap-y-1.5">
          <h2 className="text-large">{row.reference}</h2>
          <CaseBadges row={row} />
          <TextLink to="/cases/$id" params={{ id: subjectId }} className="ms-auto">
            {t('referrals.open-page')}
          </TextLink>
        </div>
        <p className="text-quiet">
          <CaseLead row={row} />
        </p>
      </header>
      <WhoElse kind="case" id={subjectId} />
      <CaseView
        row={row}
        open={{ act, ...shown }}
        onOpen={({ act: next, tab, track }) => {
          setShown({ tab, track })
          if (next !== act) onAct(next)
        }}
      />
    </div>
  )
}
