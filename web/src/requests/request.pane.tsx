import { useSuspenseQuery } from '@tanstack/react-query'
import { useTranslate } from '../messages.ts'
import type { PaneProps } from '../panes/ReadingPane.tsx'
import { Card } from '../ui/Card.tsx'
import { TextLink } from '../ui/TextLink.tsx'
import { requestsQuery } from './queries.ts'
import { RequestItem } from './RequestItem.tsx'

/** Shows a request for access beside the work queue, with a link to the request's case. */
export const Pane = ({ subjectId, item }: PaneProps) => {
  const t = useTranslate()
  const { data } = useSuspenseQuery(requestsQuery(item.caseId ?? ''))
  const request = data.items.find(({ id }) => id === subjectId)
  return (
    <Card
      title={item.caseReference ?? t('requests.title')}
      actions={
        item.caseId && (
          <TextLink to="/cases/$id" params={{ id: item.caseId }}>
            {t('referrals.see-case')}
          </TextLink>
        )
      }
    >
      {request ? <RequestItem request={request} /> : <p className="text-quiet">{t('requests.gone')}</p>}
    </Card>
  )
}
