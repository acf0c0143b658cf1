import { Snapshot, SnapshotPage } from '@palermo/shared/snapshots/contract.ts'
import { queryOptions } from '@tanstack/react-query'
import { api } from '../api.ts'

/** The newest fifty snapshots, which are more than a task force publishes in years. */
export const snapshotsQuery = queryOptions({
  queryKey: ['snapshots', 'list'],
  queryFn: ({ signal }) => api(SnapshotPage, '/snapshots', { signal }),
})

export const snapshotQuery = (id: string) =>
  queryOptions({
    queryKey: ['snapshots', 'one', id],
    queryFn: ({ signal }) => api(Snapshot, `/snapshots/${id}`, { signal }),
  })

export const snapshotFile = (id: string): string => `/snapshots/${id}?format=csv`
