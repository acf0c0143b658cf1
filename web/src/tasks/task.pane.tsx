import { useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import { caseQuery } from '../cases/queries.ts'
import { useTranslate } from '../messages.ts'
import type { PaneProps } from '../panes/ReadingPane.tsx'
import { Card } from '../ui/Card.tsx'
import { TextLink } from '../ui/TextLink.tsx'
import { TaskItem } from './TaskItem.tsx'

/** Shows a task beside the work queue, with a link to the task's case. */
export const Pane = ({ subjectId, item }: PaneProps) => {
  const t = useTranslate()
  const queryClient = useQueryClient()
  const query = caseQuery(item.caseId ?? '')
  const { data: row } = useSuspenseQuery(query)
  const task = row.tasks.find(({ id }) => id === subjectId)
  return (
    <Card
      title={row.reference}
      actions={
        <TextLink to="/cases/$id" params={{ id: row.id }}>
          {t('referrals.see-case')}
        </TextLink>
      }
    >
      {task ? (
        <TaskItem
          task={task}
          title={row.reference}
          onReload={() => void queryClient.invalidateQueries({ queryKey: query.queryKey })}
        />
      ) : (
        <p className="text-quiet">{t('tasks.gone')}</p>
      )}
    </Card>
  )
}
