import type { WorkNumbers } from '@palermo/shared/dashboards/contract.ts'
import { isLateCell, type WorkStep } from '@palermo/shared/dashboards/definitions.ts'
import { TriangleAlert } from 'lucide-react'
import { useTranslate } from '../messages.ts'
import { Matrix } from './Matrix.tsx'
import { PairTable } from './PairTable.tsx'
import { Panel } from './Panel.tsx'
import { StepTiles } from './StepTiles.tsx'
import type { DashboardSearch } from './search.ts'
import { TimesTable } from './TimesTable.tsx'

interface Props {
  numbers: WorkNumbers
  step: WorkStep
  asTable: boolean
  change: (next: Partial<DashboardSearch>) => void
}

/** Shows for each pair of sender and receiver how long one step takes and how often the step was late. */
export const MatrixPanel = ({ numbers, step, asTable, change }: Props) => {
  const t = useTranslate()
  const { pairs, pairsLeftOut } = numbers.times
  const late = pairs.filter(({ steps }) => isLateCell(steps[step])).length
  return (
    <Panel panel="times" title={t('dashboards.panels.pairs')}>
      {asTable ? (
        <TimesTable numbers={numbers} />
      ) : (
        <StepTiles
          numbers={numbers}
          step={step}
          onStep={(next) => change({ step: next === 'accept' ? undefined : next })}
        />
      )}
      {pairs.length === 0 ? (
        <p className="measure text-quiet">{t('dashboards.nothing-sent')}</p>
      ) : asTable ? (
        <PairTable numbers={numbers} step={step} />
      ) : (
        <>
          <Matrix numbers={numbers} step={step} className="hidden @list:block print:block" />
          <PairTable numbers={numbers} step={step} className="@list:hidden print:hidden" />
        </>
      )}
      <p className="mt-auto flex flex-wrap items-center gap-x-4 gap-y-1 text-small text-quiet">
        <span className="inline-flex items-center gap-1">
          <TriangleAlert aria-hidden size={13} strokeWidth={2.4} className="text-late" />
          {t('dashboards.late-cells', { count: late })}
        </span>
        {pairsLeftOut > 0 && <span>{t('dashboards.pairs-left-out', { count: pairsLeftOut })}</span>}
      </p>
    </Panel>
  )
}
