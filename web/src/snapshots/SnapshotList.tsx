import { Snapshot } from '@palermo/shared/snapshots/contract.ts'
import { snapshot } from '@palermo/shared/snapshots/record.ts'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { api, submissionKeys } from '../api.ts'
import { useTranslate } from '../messages.ts'
import { wordsFor } from '../problem.ts'
import { orTrouble } from '../query-client.ts'
import { RecordStatus } from '../records/RecordStatus.tsx'
import { Button } from '../ui/Button.tsx'
import { Card } from '../ui/Card.tsx'
import { Day, DayOf } from '../ui/Day.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { toast } from '../ui/toast.ts'
import { snapshotsQuery } from './queries.ts'

/** The frozen figures, newest first. `week` is the week whose figures a task-force lead may freeze here. */
export const SnapshotList = ({ week }: { week?: string | undefined }) => {
  const t = useTranslate()
  const list = useQuery({ ...snapshotsQuery, throwOnError: orTrouble })
  const { data } = list
  return (
    <Card title={t('snapshots.title')} actions={week !== undefined && <FreezeButton week={week} />}>
      <p className="measure -mt-1 text-small text-quiet">{t('snapshots.about')}</p>
      {data === undefined || data.items.length === 0 ? (
        <EmptyState of={list} small sentence={t(week === undefined ? 'snapshots.none-published' : 'snapshots.none')} />
      ) : (
        <ul className="flex flex-col">
          {data.items.map((item) => (
            <li
              key={item.id}
              className="relative flex min-h-10 touch:min-h-12 flex-wrap items-center gap-x-4 gap-y-1 border-b border-line py-1.5 last:border-transparent hover:bg-hover"
            >
              <Link to="/statistics/$id" params={{ id: item.id }} className="stretch-link">
                {t('snapshots.of-week')} <Day on={item.week} />
              </Link>
              <RecordStatus type={snapshot} status={item.status} />
              <span className="ms-auto text-small text-quiet">
                {t('snapshots.drafted')} <DayOf at={item.draftedAt} />
              </span>
            </li>
          ))}
        </ul>
      )}
    </Card>
  )
}

const FreezeButton = ({ week }: { week: string }) => {
  const t = useTranslate()
  const navigate = useNavigate()
  const cache = useQueryClient()
  const [keyFor] = useState(submissionKeys)
  const freeze = useMutation({
    mutationFn: () => api(Snapshot, '/snapshots', { method: 'POST', body: { week }, key: keyFor({ week }) }),
    onSuccess: async ({ id }) => {
      await cache.invalidateQueries({ queryKey: ['snapshots'] })
      await navigate({ to: '/statistics/$id', params: { id } })
    },
    onError: (error) => toast(wordsFor(error, t).title),
  })
  return (
    <Button onPress={() => freeze.mutate()} isPending={freeze.isPending}>
      {t('snapshots.freeze')}
    </Button>
  )
}
