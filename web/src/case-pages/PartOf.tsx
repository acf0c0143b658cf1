import type { Case } from '@palermo/shared/cases/contract.ts'
import { Send } from 'lucide-react'
import type { ReactNode } from 'react'
import { LooksCard } from '../audit/LooksCard.tsx'
import { BarsCard } from '../bars/BarsCard.tsx'
import { runs } from '../cases/acts.ts'
import type { CasePart } from '../cases/parts.ts'
import { inCompartment } from '../cases/readers.ts'
import type { CaseSearch } from '../cases/search.ts'
import { ContactsCard } from '../contacts/ContactsCard.tsx'
import { DeadlineList } from '../deadlines/DeadlineList.tsx'
import { Documents } from '../documents/Documents.tsx'
import { GroupsCard } from '../groups/GroupsCard.tsx'
import { LinksCard } from '../links/LinksCard.tsx'
import { useTranslate } from '../messages.ts'
import { Notes } from '../notes/Notes.tsx'
import { Requests } from '../requests/Requests.tsx'
import { useMe } from '../session/useSession.ts'
import { Tasks } from '../tasks/Tasks.tsx'
import { ButtonLink } from '../ui/Button.tsx'
import { Card } from '../ui/Card.tsx'
import { CaseLanes } from './CaseLanes.tsx'
import { CaseReferrals } from './CaseReferrals.tsx'
import { ExploitationCard } from './ExploitationCard.tsx'
import { History } from './History.tsx'
import { IdentityCard } from './IdentityCard.tsx'
import { agenciesOf } from './next.ts'
import { Team } from './Team.tsx'
import { WhoDoesWhat } from './WhoDoesWhat.tsx'

interface Props {
  row: Case
  part: CasePart
  onAct: (act: Pick<CaseSearch, 'act' | 'track'>) => void
}

/** Renders the content of one part of a case page. */
export const PartOf = ({ row, part, onAct }: Props) => {
  const me = useMe()
  const isNear = row.noteCompartments.includes('C1')
  switch (part) {
    case 'overview':
      return (
        <Halves>
          <div className="@container min-w-0">
            <CaseLanes row={row} onAdvance={(track) => onAct({ act: 'advance', track })} />
          </div>
          <div className="flex min-w-0 flex-col gap-4">
            <IdentityCard row={row} />
            <WhoDoesWhat row={row} />
          </div>
        </Halves>
      )
    case 'plan':
      return <Plan row={row} onAct={onAct} />
    case 'help':
      return <Help row={row} />
    case 'notes':
      return (
        <Halves>
          <Notes row={row} />
          {isNear && <ContactsCard row={row} onLost={() => onAct({ act: 'lose-contact' })} />}
        </Halves>
      )
    case 'documents':
      return <Documents row={row} />
    case 'team':
      return (
        <Halves>
          <Team row={row} />
          <div className="flex min-w-0 flex-col gap-4">
            <Requests row={row} />
            <BarsCard row={row} />
          </div>
        </Halves>
      )
    case 'history':
      return row.lead.id === me.agencyId ? (
        <Halves>
          <History row={row} />
          <LooksCard row={row} />
        </Halves>
      ) : (
        <History row={row} />
      )
  }
}

const Plan = ({ row, onAct }: Omit<Props, 'part'>) => {
  const t = useTranslate()
  const me = useMe()
  const onTeam = inCompartment(row.team, 'C0').some(({ agency }) => agency.id === me.agencyId)
  const compartments = row.noteCompartments
  return (
    <Halves>
      <div className="@container flex min-w-0 flex-col gap-4">
        <Tasks row={row} mayAdd={runs(row) && onTeam} />
        <Card title={t('deadlines.list')}>
          <DeadlineList
            deadlines={row.deadlines}
            agencies={Object.fromEntries(agenciesOf(row))}
            none={t('cases.no-due-times')}
          />
        </Card>
      </div>
      <div className="flex min-w-0 flex-col gap-4">
        <ExploitationCard row={row} onRecord={() => onAct({ act: 'record-exploitation' })} />
        {compartments.includes('C1') && <GroupsCard row={row} />}
        {compartments.some((compartment) => compartment === 'C1' || compartment === 'C5') && <LinksCard row={row} />}
      </div>
    </Halves>
  )
}

const Help = ({ row }: { row: Case }) => {
  const t = useTranslate()
  return (
    <div className="flex flex-col gap-3">
      {runs(row) && !row.agencyOnly && (
        <div className="print:hidden">
          <ButtonLink to="/referrals/new" search={{ case: row.id }} icon={Send}>
            {t('cases.refer')}
          </ButtonLink>
        </div>
      )}
      <CaseReferrals row={row} />
    </div>
  )
}

/** Arranges `children` in two columns if the page is wide enough. */
const Halves = ({ children }: { children: ReactNode }) => (
  <div className="grid items-start gap-4 @wide:grid-cols-[minmax(0,1.4fr)_minmax(0,1fr)]">{children}</div>
)
