import { createFileRoute } from '@tanstack/react-router'
import { SnapshotList } from '../../snapshots/SnapshotList.tsx'
import { StatisticsPage } from '../../statistics/StatisticsPage.tsx'
import { StatisticsSearch } from '../../statistics/search.ts'

export const Route = createFileRoute('/_in/statistics/')({
  validateSearch: StatisticsSearch,
  component: StatisticsRoute,
})

function StatisticsRoute() {
  return <StatisticsPage search={Route.useSearch()} published={(week) => <SnapshotList week={week} />} />
}
