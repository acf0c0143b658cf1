import type { Case } from '@palermo/shared/cases/contract.ts'
import { useSuspenseQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { Lock } from 'lucide-react'
import { CaseStatusBadge } from '../cases/CaseStatusBadge.tsx'
import { caseQuery } from '../cases/queries.ts'
import type { CaseSearch } from '../cases/search.ts'
import { ChildBadge } from '../codes/ChildBadge.tsx'
import { UrgencyNow } from '../codes/UrgencyBadge.tsx'
import { useTranslate } from '../messages.ts'
import { WhoElse } from '../presence/WhoElse.tsx'
import { Badge } from '../ui/Badge.tsx'
import { At } from '../ui/Due.tsx'
import { Page } from '../ui/Page.tsx'
import { useNarrow } from '../ui/useNarrow.ts'
import { usePrintLog } from '../usePrintLog.ts'
import { CaseView } from './CaseView.tsx'
import { WhoSees } from './WhoSees.tsx'

/** The page of one case. The case reference is both the heading and the window title. */
export const CasePage = ({ id, search }: { id: string; search: CaseSearch }) => {
  const navigate = useNavigate()
  const { data: row } = useSuspenseQuery(caseQuery(id))
  const narrow = useNarrow()
  usePrintLog(`/cases/${id}`)
  return (
    <Page
      title={row.reference}
      beside={<CaseBadges row={row} />}
      lead={<CaseLead row={row} />}
      actions={<WhoSees row={row} />}
    >
      <WhoElse kind="case" id={id} />
      <CaseView
        row={row}
        narrow={narrow}
        open={search}
        onOpen={(open) =>
          void navigate({
            to: '/cases/$id',
            params: { id },
            search: open,
            // When a form closes, the browser's history gets no new entry; every other change of the page gets one, for
            // the back button.
            replace: search.act !== undefined && open.act === undefined,
            resetScroll: narrow && open.tab !== search.tab,
          })
        }
      />
    </Page>
  )
}

export const CaseBadges = ({ row }: { row: Case }) => {
  const t = useTranslate()
  return (
    <>
      <CaseStatusBadge status={row.status} />
      <UrgencyNow urgency={row.urgency} since={row.openedAt} status={row.status} />
      {row.childProcedure && <ChildBadge />}
      {row.agencyOnly && <Badge icon={Lock}>{t('cases.own.badge')}</Badge>}
    </>
  )
}

/** The leading agency and the start of the case, such as "Led by Harbour House · open since Thu 26 Nov, 17:00". */
export const CaseLead = ({ row }: { row: Case }) => {
  const t = useTranslate()
  return (
    <>
      {t('cases.led-by', { agency: row.lead.name })} · {t('cases.opened')} <At at={row.openedAt} />
    </>
  )
}
