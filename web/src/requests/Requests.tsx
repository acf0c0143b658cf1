import type { Case } from '@palermo/shared/cases/contract.ts'
import { useQuery } from '@tanstack/react-query'
import { useTranslate } from '../messages.ts'
import { Card } from '../ui/Card.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { AskToBeLetIn } from './AskToBeLetIn.tsx'
import { requestsQuery } from './queries.ts'
import { RequestItem } from './RequestItem.tsx'

/**
 * Lists the requests for access to compartments of this case, unanswered ones first; shows nothing if there are none.
 */
export const Requests = ({ row }: { row: Pick<Case, 'id'> }) => {
  const t = useTranslate()
  const list = useQuery(requestsQuery(row.id))
  const items = list.data?.items ?? []
  // The button to ask for access to C2 is here, because readers without access to C2 have no card of whereabouts.
  const asksForWhereabouts = list.data?.askableByApproval.includes('C2') === true
  if (items.length === 0 && !asksForWhereabouts) return <EmptyState of={list} rows={0} />
  const waiting = items.filter(({ status }) => status === 'asked')
  const answered = items.filter(({ status }) => status !== 'asked')
  return (
    <Card title={t('requests.title')} flush>
      {asksForWhereabouts && (
        <p className="flex flex-wrap items-center gap-2 px-4 pb-3 print:hidden">
          <span>{t('compartments.C2.title')}</span>
          <AskToBeLetIn row={row} compartment="C2" />
        </p>
      )}
      {waiting.length > 0 && (
        <ul className="divide-y divide-line border-t border-line">
          {waiting.map((request) => (
            <li key={request.id} className="px-4 py-2.5">
              <RequestItem request={request} />
            </li>
          ))}
        </ul>
      )}
      {answered.length > 0 && (
        <details className={waiting.length > 0 ? 'border-t border-line' : ''}>
          <summary className="cursor-pointer px-4 py-2 text-quiet hover:bg-hover">
            {t('requests.answered', { count: answered.length })}
          </summary>
          <ul className="divide-y divide-line border-t border-line">
            {answered.map((request) => (
              <li key={request.id} className="px-4 py-2.5">
                <RequestItem request={request} />
              </li>
            ))}
          </ul>
        </details>
      )}
    </Card>
  )
}
