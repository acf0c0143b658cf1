import type { Case } from '@palermo/shared/cases/contract.ts'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useTranslate } from '../messages.ts'
import { Badge } from '../ui/Badge.tsx'
import { Button } from '../ui/Button.tsx'
import { Card } from '../ui/Card.tsx'
import { At } from '../ui/Due.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { groupLooks, whatFor } from './grouped-looks.ts'
import { looksQuery } from './queries.ts'

/** The access log of this case, newest first, shown to members of the agency that leads the case. */
export const LooksCard = ({ row }: { row: Pick<Case, 'id'> }) => {
  const t = useTranslate()
  const list = useInfiniteQuery(looksQuery(row.id))
  const items = list.data?.pages.flatMap((page) => page.items) ?? []
  return (
    <Card title={t('audit.looked.title')}>
      <p className="measure text-quiet">{t('audit.looked.lead')}</p>
      {items.length === 0 && <EmptyState of={list} small rows={4} sentence={t('audit.looked.none')} />}
      <ol className="divide-y divide-line">
        {groupLooks(items).map(({ look, count }) => (
          <li key={look.id} className="flex flex-col gap-1 py-2">
            <span>
              {look.personName ?? (look.function && t(`functions.${look.function}`))}
              {look.agency && <span className="text-quiet"> · {look.agency.name}</span>}
            </span>
            <span className="flex flex-wrap items-center gap-x-3 gap-y-1 text-small">
              {look.refused && <Badge tone="late">{t('audit.looked.refused')}</Badge>}
              <span>{t(`audit.looked.${whatFor(look)}`)}</span>
              <span className="text-quiet">
                {count > 1 && `${t('audit.looked.times', { count })} · `}
                <At at={look.at} />
              </span>
            </span>
          </li>
        ))}
      </ol>
      {list.hasNextPage && (
        <div className="print:hidden">
          <Button isPending={list.isFetchingNextPage} onPress={() => void list.fetchNextPage()}>
            {t('audit.looked.more')}
          </Button>
        </div>
      )}
    </Card>
  )
}
