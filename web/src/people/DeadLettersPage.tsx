import type { DeadLetter } from '@palermo/shared/notices/dead.ts'
import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query'
import { ActTrouble } from '../acts/ActTrouble.tsx'
import { useTranslate } from '../messages.ts'
import { errorWords, topicWords } from '../notices/topic-words.ts'
import { orTrouble } from '../query-client.ts'
import { Button } from '../ui/Button.tsx'
import { At } from '../ui/Due.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { Page } from '../ui/Page.tsx'
import { SkeletonRows } from '../ui/Skeleton.tsx'
import { type Column, moreOf, Table } from '../ui/Table.tsx'
import { toast } from '../ui/toast.ts'
import { AdministrationNav } from './AdministrationNav.tsx'
import { deadLettersQuery, settleDead } from './queries.ts'

interface Act {
  how: 'replay' | 'rest'
  ids: string[]
}

/**
 * Lists the outbound messages that failed for the last time, without address, text and case. An administrator can retry
 * or discard these messages.
 */
export const DeadLettersPage = () => {
  const t = useTranslate()
  const queryClient = useQueryClient()
  const list = useInfiniteQuery({ ...deadLettersQuery, throwOnError: orTrouble })
  const settle = useMutation({
    mutationFn: ({ how, ids }: Act) => settleDead(queryClient, how, ids),
    onSuccess: (count, { how }) => toast(t(how === 'replay' ? 'people.replayed' : 'people.rested', { count })),
  })
  const rows = list.data?.pages.flatMap(({ items }) => items) ?? []
  const columns = useColumns(settle.mutate, settle.isPending ? settle.variables : undefined)
  const shown = rows.slice(0, 200).map(({ id }) => id)
  return (
    <Page title={t('people.administration')} wide>
      <AdministrationNav />
      <ActTrouble error={settle.error} onReload={() => settle.reset()} />
      <div className="card overflow-clip">
        <div className="flex flex-wrap items-center gap-3 border-b border-line px-4 py-3">
          <p className="measure grow text-quiet">{t('people.dead-lead')}</p>
          {rows.length > 1 && (
            <Button onPress={() => settle.mutate({ how: 'replay', ids: shown })} isPending={settle.isPending}>
              {t('people.replay-all')}
            </Button>
          )}
        </div>
        {list.isPending ? (
          <SkeletonRows />
        ) : (
          <Table
            label={t('people.dead')}
            columns={columns}
            rows={rows}
            rowKey={({ id }) => id}
            more={moreOf(list)}
            empty={<EmptyState of={list} sentence={t('people.dead-none')} />}
          />
        )}
      </div>
    </Page>
  )
}

const useColumns = (settle: (act: Act) => void, pending: Act | undefined): Column<DeadLetter>[] => {
  const t = useTranslate()
  const isPending = (id: string, how: Act['how']) => pending?.how === how && pending.ids.includes(id)
  return [
    {
      id: 'topic',
      header: t('people.columns.topic'),
      width: 'minmax(10rem, 1.5fr)',
      cell: ({ topic }) => topicWords(topic, t),
    },
    {
      id: 'channel',
      header: t('people.columns.channel'),
      width: 'max-content',
      cell: ({ channel }) => t(`people.channel.${channel}`),
    },
    { id: 'at', header: t('people.columns.at'), width: 'max-content', cell: ({ at }) => <At at={at} /> },
    {
      id: 'error',
      header: t('people.columns.error'),
      width: 'minmax(12rem, 2fr)',
      cell: ({ error }) => error && errorWords(error, t),
    },
    {
      id: 'tries',
      header: t('people.columns.tries'),
      width: 'max-content',
      number: true,
      narrow: 'drop',
      cell: ({ tries }) => tries,
    },
    {
      id: 'acts',
      header: t('people.columns.acts'),
      width: 'max-content',
      cell: ({ id }) => (
        <span className="flex flex-wrap gap-2 py-1">
          <Button onPress={() => settle({ how: 'replay', ids: [id] })} isPending={isPending(id, 'replay')}>
            {t('people.replay')}
          </Button>
          <Button rank="quiet" onPress={() => settle({ how: 'rest', ids: [id] })} isPending={isPending(id, 'rest')}>
            {t('people.rest')}
          </Button>
        </span>
      ),
    },
  ]
}
