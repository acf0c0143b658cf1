import { type Delivery, DeliveryState } from '@palermo/shared/notices/contract.ts'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useTranslate } from '../messages.ts'
import { deliveryTones } from '../notices/delivery-tones.ts'
import { errorWords, topicWords } from '../notices/topic-words.ts'
import { orTrouble } from '../query-client.ts'
import { Badge } from '../ui/Badge.tsx'
import { At } from '../ui/Due.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { FilterSelect } from '../ui/FilterSelect.tsx'
import { Page } from '../ui/Page.tsx'
import { SkeletonRows } from '../ui/Skeleton.tsx'
import { type Column, moreOf, Table } from '../ui/Table.tsx'
import { Toolbar } from '../ui/Toolbar.tsx'
import { AdministrationNav } from './AdministrationNav.tsx'
import { deliveriesQuery } from './queries.ts'
import type { DeliveriesSearch } from './search.ts'

/** The log of outbound messages, sent and unsent, without address, text or case. */
export const DeliveriesPage = ({ search }: { search: DeliveriesSearch }) => {
  const t = useTranslate()
  const navigate = useNavigate()
  const list = useInfiniteQuery({ ...deliveriesQuery(search), throwOnError: orTrouble })
  const columns = useColumns()
  return (
    <Page title={t('people.administration')} wide>
      <AdministrationNav />
      <div className="card overflow-clip">
        <Toolbar label={t('work-items.filters')} set={search.state ? 1 : 0}>
          <FilterSelect
            label={t('people.columns.state')}
            value={search.state ?? ''}
            options={DeliveryState.options.map((value) => ({ value, label: t(`people.delivery.${value}`) }))}
            onChange={(state) =>
              void navigate({ to: '/administration/deliveries', search: state ? { state } : {}, resetScroll: false })
            }
          />
        </Toolbar>
        {list.isPending ? (
          <SkeletonRows />
        ) : (
          <Table
            label={t('people.deliveries')}
            columns={columns}
            rows={list.data?.pages.flatMap(({ items }) => items) ?? []}
            rowKey={({ id }) => id}
            more={moreOf(list)}
            empty={
              <EmptyState of={list} sentence={t(search.state ? 'people.no-deliveries-so' : 'people.no-deliveries')} />
            }
          />
        )}
      </div>
    </Page>
  )
}

const useColumns = (): Column<Delivery>[] => {
  const t = useTranslate()
  return [
    { id: 'at', header: t('people.columns.at'), width: 'max-content', cell: ({ at }) => <At at={at} /> },
    {
      id: 'state',
      header: t('people.columns.state'),
      width: 'max-content',
      narrow: 'end',
      cell: ({ state }) => <Badge tone={deliveryTones[state]}>{t(`people.delivery.${state}`)}</Badge>,
    },
    {
      id: 'channel',
      header: t('people.columns.channel'),
      width: 'max-content',
      cell: ({ channel }) => t(`people.channel.${channel}`),
    },
    {
      id: 'topic',
      header: t('people.columns.topic'),
      width: 'minmax(10rem, 1fr)',
      cell: ({ topic }) => topicWords(topic, t),
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
      id: 'error',
      header: t('people.columns.error'),
      width: 'minmax(12rem, 2fr)',
      cell: ({ error }) => error && <span className="text-small">{errorWords(error, t)}</span>,
    },
  ]
}
