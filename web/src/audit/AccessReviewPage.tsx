import type { AccessReview } from '@palermo/shared/audit/contract.ts'
import { useQuery } from '@tanstack/react-query'
import { useTranslate } from '../messages.ts'
import { orTrouble } from '../query-client.ts'
import { EmptyState } from '../ui/EmptyState.tsx'
import { Page } from '../ui/Page.tsx'
import { type Column, Table } from '../ui/Table.tsx'
import { TextLink } from '../ui/TextLink.tsx'
import { reviewQuery } from './queries.ts'

type Line = AccessReview['items'][number]

/**
 * The weekly review of access for auditors: which persons, shown by pseudonym, read which records, with unusual access
 * marked.
 */
export const AccessReviewPage = () => {
  const t = useTranslate()
  const review = useQuery({ ...reviewQuery, throwOnError: orTrouble })
  const columns = useColumns()
  const { items = [], grants, bars, approvalsWaiting, doneAlone } = review.data ?? {}
  return (
    <Page title={t('audit.review.title')} lead={t('audit.review.lead')} wide>
      {review.data && (
        <p className="flex flex-wrap gap-x-4 gap-y-1">
          <span>{t('audit.review.totals', { grants, bars, waiting: approvalsWaiting, alone: doneAlone })}</span>
          <TextLink to="/approvals" search={{ box: 'all' }}>
            {t('audit.review.approvals')}
          </TextLink>
        </p>
      )}
      {items.length > 0 && (
        <p className="measure">
          {t('audit.review.next')} <TextLink to="/directory">{t('audit.review.directory')}</TextLink>
        </p>
      )}
      <div className="card overflow-clip">
        <Table
          label={t('audit.review.title')}
          columns={columns}
          rows={items}
          rowKey={({ pseudonym }) => pseudonym}
          empty={<EmptyState of={review} sentence={t('audit.review.none')} />}
        />
      </div>
    </Page>
  )
}

const useColumns = (): Column<Line>[] => {
  const t = useTranslate()
  const number = (id: 'looks' | 'cases' | 'refused' | 'night', cell: (line: Line) => number): Column<Line> => ({
    id,
    header: t(`audit.review.columns.${id}`),
    width: 'max-content',
    number: true,
    cell,
  })
  return [
    {
      id: 'who',
      header: t('audit.review.columns.who'),
      width: 'minmax(8rem, max-content)',
      cell: ({ pseudonym }) => <span className="figures">{pseudonym}</span>,
    },
    {
      id: 'agency',
      header: t('audit.review.columns.agency'),
      width: 'minmax(10rem, 1.5fr)',
      cell: ({ agencyName }) => agencyName,
    },
    {
      id: 'role',
      header: t('audit.review.columns.role'),
      width: 'minmax(8rem, max-content)',
      cell: (line) => line.function && t(`functions.${line.function}`),
    },
    number('refused', ({ refused }) => refused),
    number('cases', ({ cases }) => cases),
    number('looks', ({ looks }) => looks),
    number('night', ({ atNight }) => atNight),
  ]
}
