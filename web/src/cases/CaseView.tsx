import '../deadlines/page-messages.ts'
import './page-messages.ts'
import type { Case } from '@palermo/shared/cases/contract.ts'
import type { Track } from '@palermo/shared/cases/tracks.ts'
import type { CaseAction } from '@palermo/shared/cases/workflow.ts'
import { lazy, Suspense } from 'react'
import { ContactsCard } from '../contacts/ContactsCard.tsx'
import { DeadlineList } from '../deadlines/DeadlineList.tsx'
import { Documents } from '../documents/Documents.tsx'
import { GroupsCard } from '../groups/GroupsCard.tsx'
import { HandoverNote } from '../handovers/HandoverNote.tsx'
import { LinksCard } from '../links/LinksCard.tsx'
import { useSay } from '../messages.ts'
import { Notes } from '../notes/Notes.tsx'
import { Requests } from '../requests/Requests.tsx'
import { useMe } from '../session/useSession.ts'
import { Tasks } from '../tasks/Tasks.tsx'
import { Card } from '../ui/Card.tsx'
import { ActDialog } from './ActDialog.tsx'
import { runs } from './acts.ts'
import { CaseLanes } from './CaseLanes.tsx'
import { CaseNext } from './CaseNext.tsx'
import { CaseReferrals } from './CaseReferrals.tsx'
import { ExploitationCard } from './ExploitationCard.tsx'
import { History } from './History.tsx'
import { IdentityCard } from './IdentityCard.tsx'
import { agenciesOf } from './next.ts'
import { behindWall } from './readers.ts'
import type { CaseSearch } from './search.ts'
import { Team } from './Team.tsx'

const HandOverDialog = lazy(() =>
  import('../handovers/HandOverDialog.tsx').then((found) => ({ default: found.HandOverDialog })),
)

interface Props {
  row: Case
  /** The act whose form stands open, in the URL, so that the back button closes it. */
  open: CaseSearch
  onOpen: (open: CaseSearch) => void
}

/** A case from what happens next to what happened: on its own page and, in one column, beside the work queue. */
export const CaseView = ({ row, open, onOpen }: Props) => {
  const say = useSay()
  const me = useMe()
  const action = row.actions.find((one): one is CaseAction => one === open.act)
  const track = action === 'advance' ? (open.track ?? 'protection') : undefined
  const onTeam = behindWall(row.team, 'C0').some(({ agency }) => agency.id === me.agencyId)
  return (
    <div className="@container flex flex-col gap-4">
      <HandoverNote row={row} />
      <CaseNext row={row} onAct={(act) => onOpen({ act })} />
      <CaseLanes row={row} onAdvance={(on: Track) => onOpen({ act: 'advance', track: on })} />
      {/* In one column what is known of the person comes before what happened. */}
      <div className="grid items-start gap-4 @wide:grid-cols-[minmax(0,1.7fr)_minmax(0,1fr)] @wide:grid-rows-[auto_1fr]">
        <div className="@container flex min-w-0 flex-col gap-4">
          <Tasks row={row} mayAdd={runs(row) && onTeam} />
          <Notes row={row} />
          <Documents row={row} />
          <CaseReferrals row={row} />
        </div>
        <div className="flex min-w-0 flex-col gap-4 @wide:row-span-2">
          <IdentityCard row={row} />
          <ExploitationCard row={row} onRecord={() => onOpen({ act: 'record-exploitation' })} />
          {row.noteCompartments.includes('C1') && (
            <ContactsCard row={row} onLost={() => onOpen({ act: 'lose-contact' })} />
          )}
          <Requests row={row} />
          <Team row={row} />
          {row.noteCompartments.includes('C1') && <GroupsCard row={row} />}
          {row.noteCompartments.some((wall) => wall === 'C1' || wall === 'C5') && <LinksCard row={row} />}
          <Card title={say('deadlines.list')}>
            <DeadlineList
              deadlines={row.deadlines}
              agencies={Object.fromEntries(agenciesOf(row))}
              none={say('cases.no-due-times')}
            />
          </Card>
        </div>
        <div className="@container min-w-0">
          <History row={row} />
        </div>
      </div>
      {action === 'hand-over' && (
        <Suspense>
          <HandOverDialog row={row} onClose={() => onOpen({})} />
        </Suspense>
      )}
      {action && action !== 'hand-over' && (
        <ActDialog key={action} row={row} action={action} track={track} onClose={() => onOpen({})} />
      )}
    </div>
  )
}
