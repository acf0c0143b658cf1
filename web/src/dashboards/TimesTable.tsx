import type { WorkNumbers } from '@palermo/shared/dashboards/contract.ts'
import { isLateCell, type WorkStep, workSteps } from '@palermo/shared/dashboards/definitions.ts'
import { useTranslate } from '../messages.ts'
import { LateMark } from './LateMark.tsx'
import { NumberLink } from './NumberLink.tsx'
import { type NumberColumn, NumberTable } from './NumberTable.tsx'
import { useHours } from './words.ts'

/** Shows how long each step takes over all agencies. */
export const TimesTable = ({ numbers: { times } }: { numbers: WorkNumbers }) => {
  const t = useTranslate()
  const hours = useHours()
  const columns: NumberColumn<WorkStep>[] = [
    { id: 'step', name: true, header: t('dashboards.step'), cell: (step) => t(`dashboards.steps.${step}`) },
    {
      id: 'median',
      header: t('dashboards.numbers.median'),
      cell: (step) => (
        <NumberLink number="taken" n={times.total[step].taken} drills={{ step }} className="font-strong">
          {hours(times.total[step].median)}
        </NumberLink>
      ),
    },
    {
      id: 'p90',
      header: t('dashboards.numbers.p90'),
      cell: (step) => (
        <NumberLink number="taken" n={times.total[step].taken} drills={{ step }}>
          {hours(times.total[step].p90)}
        </NumberLink>
      ),
    },
    { id: 'limit', header: t('dashboards.numbers.limit'), cell: (step) => hours(times.total[step].limit) },
    {
      id: 'missed',
      header: t('dashboards.numbers.missed'),
      cell: (step) =>
        step === 'sent-to-service' ? (
          <span className="text-quiet">–</span>
        ) : (
          <span className="inline-flex items-center gap-1">
            {isLateCell(times.total[step]) && <LateMark />}
            <NumberLink number="missed" n={times.total[step].missed} drills={{ step }} />
          </span>
        ),
    },
  ]
  return <NumberTable label={t('dashboards.panels.times')} columns={columns} rows={workSteps} rowKey={(step) => step} />
}
