import type { Case } from '@palermo/shared/cases/contract.ts'
import { useQueryClient } from '@tanstack/react-query'
import { Plus } from 'lucide-react'
import { useState } from 'react'
import { caseQuery } from '../cases/queries.ts'
import { useTranslate } from '../messages.ts'
import { Button } from '../ui/Button.tsx'
import { Card } from '../ui/Card.tsx'
import { TaskForm } from './TaskForm.tsx'
import { TaskItem } from './TaskItem.tsx'

/** Lists the tasks of this case: the open ones, soonest first, and below these the finished and cancelled ones. */
export const Tasks = ({ row, mayAdd }: { row: Case; mayAdd: boolean }) => {
  const t = useTranslate()
  const queryClient = useQueryClient()
  const [adding, setAdding] = useState(false)
  const open = row.tasks
    .filter(({ status }) => status === 'open')
    .toSorted((one, other) => one.dueAt.localeCompare(other.dueAt))
  const over = row.tasks.filter(({ status }) => status !== 'open')
  const reload = () => void queryClient.invalidateQueries({ queryKey: caseQuery(row.id).queryKey })
  return (
    <Card
      title={t('tasks.title')}
      flush
      actions={
        mayAdd && (
          <Button icon={Plus} onPress={() => setAdding(true)}>
            {t('tasks.add')}
          </Button>
        )
      }
    >
      <div className="border-t border-line">
        {open.length === 0 && <p className="measure px-4 py-3 text-quiet">{t('tasks.none')}</p>}
        <ul className="divide-y divide-line">
          {open.map((task) => (
            <li key={task.id} className="px-4 py-3">
              <TaskItem task={task} onReload={reload} />
            </li>
          ))}
        </ul>
        {over.length > 0 && (
          <details className="border-t border-line">
            <summary className="cursor-pointer px-4 py-2 text-quiet hover:bg-hover">
              {t('tasks.over', { count: over.length })}
            </summary>
            <ul className="divide-y divide-line border-t border-line">
              {over.map((task) => (
                <li key={task.id} className="px-4 py-3">
                  <TaskItem task={task} onReload={reload} />
                </li>
              ))}
            </ul>
          </details>
        )}
      </div>
      {adding && <TaskForm row={row} onClose={() => setAdding(false)} />}
    </Card>
  )
}
