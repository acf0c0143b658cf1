import type { AlertQuery } from '@palermo/shared/alerts/contract.ts'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useTranslate } from '../messages.ts'
import { orTrouble } from '../query-client.ts'
import { Button } from '../ui/Button.tsx'
import { At, Due } from '../ui/Due.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { Page } from '../ui/Page.tsx'
import { TextLink } from '../ui/TextLink.tsx'
import { AlertStatusBadge } from './AlertStatusBadge.tsx'
import { alertsQuery } from './queries.ts'

/** Notifications without a person, by reference: those that the reader's agency received, and those that it sent. */
export const AlertsPage = ({ box }: { box: AlertQuery['box'] }) => {
  const t = useTranslate()
  const list = useInfiniteQuery({ ...alertsQuery({ box }), throwOnError: orTrouble })
  const { data, hasNextPage, fetchNextPage, isFetchingNextPage } = list
  const items = data?.pages.flatMap((page) => page.items)
  return (
    <Page title={t('alerts.title')} lead={t('alerts.lead')}>
      <nav aria-label={t('alerts.boxes')} className="flex gap-4">
        {(['inbox', 'outbox'] as const).map((one) => (
          <TextLink
            key={one}
            to="/alerts"
            search={{ box: one }}
            aria-current={one === box ? 'page' : undefined}
            className="aria-[current]:font-strong aria-[current]:no-underline"
          >
            {t(`alerts.${one}`)}
          </TextLink>
        ))}
      </nav>
      {!items || items.length === 0 ? (
        <EmptyState of={list} sentence={`${t(`alerts.empty-${box}`)}. ${t('alerts.empty-lead')}`} />
      ) : (
        <ul className="card divide-y divide-line">
          {items.map((alert) => (
            <li key={alert.id} data-row={alert.id} className="flex flex-wrap items-center gap-x-4 gap-y-1 px-4 py-2.5">
              <TextLink to="/alerts/$id" params={{ id: alert.id }} className="figures font-strong">
                {alert.reference}
              </TextLink>
              <span className="grow">{box === 'inbox' ? alert.from.name : alert.to.name}</span>
              <span className="text-small text-quiet">
                {t('alerts.sent-at')} <At at={alert.sentAt} />
              </span>
              {alert.dueAt && (
                <span>
                  {t('alerts.due')} <Due at={alert.dueAt} late={alert.late} />
                </span>
              )}
              <AlertStatusBadge status={alert.status} />
            </li>
          ))}
        </ul>
      )}
      {hasNextPage && (
        <div>
          <Button isPending={isFetchingNextPage} onPress={() => void fetchNextPage()}>
            {t('alerts.more')}
          </Button>
        </div>
      )}
    </Page>
  )
}
