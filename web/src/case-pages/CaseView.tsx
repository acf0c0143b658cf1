import type { Case } from '@palermo/shared/cases/contract.ts'
import type { CaseAction } from '@palermo/shared/cases/record.ts'
import { lazy, Suspense } from 'react'
import type { CasePart } from '../cases/parts.ts'
import type { CaseSearch } from '../cases/search.ts'
import { AskWhyLate } from '../deadlines/AskWhyLate.tsx'
import { HandoverNote } from '../handovers/HandoverNote.tsx'
import { ActDialog } from './ActDialog.tsx'
import { CaseHeader } from './CaseHeader.tsx'
import { CaseNext } from './CaseNext.tsx'
import { CaseIndex, CasePartAlone, CaseTabs } from './CaseParts.tsx'
import { PartOf } from './PartOf.tsx'
import { RemovalCard } from './RemovalCard.tsx'

const HandOverDialog = lazy(() =>
  import('../handovers/HandOverDialog.tsx').then((found) => ({ default: found.HandOverDialog })),
)

interface Props {
  row: Case
  /** Whether the phone layout is used, which shows either one part of the case or the list of parts. */
  narrow?: boolean
  /** The shown part of the case and the open form, as the URL of the page states them. */
  open: CaseSearch
  onOpen: (open: CaseSearch) => void
}

/**
 * Shows a case: header and next steps, then the parts of the case. Used on the case's own page and beside the work
 * queue.
 */
export const CaseView = ({ row, narrow = false, open, onOpen }: Props) => {
  const { tab } = open
  const action = row.actions.find((one): one is CaseAction => one === open.act)
  const track = action === 'advance' ? (open.track ?? 'protection') : undefined
  const act = (next: Pick<CaseSearch, 'act' | 'track'>) => onOpen({ ...next, tab })
  const showPart = (part: CasePart) => onOpen({ tab: part === 'overview' && !narrow ? undefined : part })
  const close = () => act({})
  const part = <PartOf row={row} part={tab ?? 'overview'} onAct={act} />
  const next = (
    <>
      <CaseNext row={row} onAct={(one) => act({ act: one })} onPart={showPart} />
      <RemovalCard row={row} />
    </>
  )
  return (
    <div className="@container flex flex-col gap-4">
      <AskWhyLate deadlines={row.deadlines} />
      {narrow && tab ? (
        <CasePartAlone key={tab} row={row} part={tab}>
          {part}
        </CasePartAlone>
      ) : (
        <>
          <HandoverNote row={row} />
          <CaseHeader row={row} />
          {narrow ? (
            <>
              {next}
              <CaseIndex row={row} />
            </>
          ) : (
            <CaseTabs row={row} part={tab ?? 'overview'} onPart={showPart}>
              <div className="flex flex-col gap-4">
                {(tab ?? 'overview') === 'overview' && next}
                {part}
              </div>
            </CaseTabs>
          )}
        </>
      )}
      {action === 'hand-over' && (
        <Suspense>
          <HandOverDialog row={row} onClose={close} />
        </Suspense>
      )}
      {action && action !== 'hand-over' && (
        <ActDialog key={action} row={row} action={action} track={track} onClose={close} />
      )}
    </div>
  )
}
