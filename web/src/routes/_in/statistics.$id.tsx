import { createFileRoute } from '@tanstack/react-router'
import { SnapshotPage } from '../../snapshots/SnapshotPage.tsx'

export const Route = createFileRoute('/_in/statistics/$id')({
  component: SnapshotRoute,
})

function SnapshotRoute() {
  return <SnapshotPage id={Route.useParams().id} />
}
