import type { WorkNumbers } from '@palermo/shared/dashboards/contract.ts'
import { openStatuses, type WorkAge, workAges } from '@palermo/shared/dashboards/definitions.ts'
import { lazy, Suspense } from 'react'
import { useTranslate } from '../messages.ts'
import { SkeletonRows } from '../ui/Skeleton.tsx'
import { NumberLink } from './NumberLink.tsx'
import { type NumberColumn, NumberTable } from './NumberTable.tsx'
import { Panel } from './Panel.tsx'

const OpenChart = lazy(async () => ({ default: (await import('./OpenChart.tsx')).OpenChart }))

interface Props {
  numbers: WorkNumbers
  asTable: boolean
}

/** Shows open work by the time since the referral was sent. */
export const OpenPanel = ({ numbers: { open }, asTable }: Props) => {
  const t = useTranslate()
  const n = (status: string | undefined, age: WorkAge) =>
    open.cells
      .filter((cell) => cell.age === age && (status === undefined || cell.status === status))
      .reduce((sum, cell) => sum + cell.n, 0)
  const columns: NumberColumn<WorkAge>[] = [
    { id: 'age', name: true, header: t('dashboards.age'), cell: (age) => t(`dashboards.ages.${age}`) },
    ...openStatuses.map((status) => ({
      id: status,
      header: t(`referrals.status.${status}`),
      cell: (age: WorkAge) => <NumberLink number="open" n={n(status, age)} drills={{ status, age }} />,
    })),
    {
      id: 'all',
      header: t('dashboards.all'),
      cell: (age) => <NumberLink number="open" n={n(undefined, age)} drills={{ age }} className="font-strong" />,
    },
  ]
  return (
    <Panel
      panel="open"
      beside={
        <span className="text-large font-strong">
          <NumberLink number="open" n={open.total} />
        </span>
      }
    >
      {open.total === 0 ? (
        <p className="text-quiet">{t('dashboards.nothing-open')}</p>
      ) : asTable ? (
        <NumberTable label={t('dashboards.panels.open')} columns={columns} rows={workAges} rowKey={(age) => age} />
      ) : (
        <Suspense fallback={<SkeletonRows rows={4} />}>
          <OpenChart cells={open.cells} />
        </Suspense>
      )}
    </Panel>
  )
}
