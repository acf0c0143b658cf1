import type { Task } from '@palermo/shared/tasks/contract.ts'
import { AssignTask } from '@palermo/shared/tasks/record.ts'
import { Check, Lock } from 'lucide-react'
import { useState } from 'react'
import { ActForm } from '../acts/ActForm.tsx'
import { ActTrouble } from '../acts/ActTrouble.tsx'
import { useWho } from '../agencies/useWho.ts'
import { useInView } from '../keys/in-view.ts'
import { useTranslate } from '../messages.ts'
import { useMe } from '../session/useSession.ts'
import { Badge } from '../ui/Badge.tsx'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { Due } from '../ui/Due.tsx'
import { useActOnTask } from './useActOnTask.ts'

/** The buttons of a task, in display order. */
const buttons = ['finish', 'assign', 'cancel', 'reopen'] as const

interface Props {
  task: Task
  /** The title of a task that is shown alone; for such a task, the buttons are also offered as commands. */
  title?: string
  onReload: () => void
}

/** One task with its actions. The task's text is shown only to readers of the text's compartment. */
export const TaskItem = ({ task, title, onReload }: Props) => {
  const t = useTranslate()
  const me = useMe()
  const who = useWho()
  const [assigning, setAssigning] = useState(false)
  const act = useActOnTask()
  const press = (action: 'finish' | 'cancel' | 'reopen') =>
    act.mutate({ task, input: { action, version: task.version } })
  const acts = buttons
    .filter((id) => task.actions.includes(id))
    .map((id) => ({
      id,
      label: t(`tasks.acts.${id}.verb`),
      run: () => (id === 'assign' ? setAssigning(true) : press(id)),
    }))
  useInView({ title: title ?? '', acts: title ? acts : [] })
  return (
    <div className="flex flex-col gap-1.5">
      <ActTrouble
        error={act.error}
        onReload={() => {
          act.reset()
          onReload()
        }}
      />
      <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
        <strong className="font-strong">{t(`tasks.kinds.${task.kind}`)}</strong>
        {task.status === 'open' ? (
          <Due at={task.dueAt} late={task.late} />
        ) : (
          <Badge tone={task.status === 'done' ? 'done' : 'ended'}>{t(`tasks.status.${task.status}`)}</Badge>
        )}
      </p>
      {task.text && (
        <p dir="auto" className="measure whitespace-pre-wrap">
          {task.text}
        </p>
      )}
      <p className="flex flex-wrap items-center gap-x-2 text-small text-quiet">
        <span>{task.agencyId === me.agencyId ? who(task.assigneeId) : task.agencyName}</span>
        {task.text && (
          <span className="inline-flex items-center gap-1">
            <Lock aria-hidden size={13} />
            {t(`cases.compartments.${task.compartment}`)}
          </span>
        )}
      </p>
      {acts.length > 0 && (
        <div className="-ms-1 flex flex-wrap gap-1 print:hidden">
          {acts.map(({ id, label, run }) =>
            id === 'finish' ? (
              <Button key={id} icon={Check} onPress={run}>
                {label}
              </Button>
            ) : (
              <Button key={id} rank="quiet" onPress={run}>
                {label}
              </Button>
            ),
          )}
        </div>
      )}
      {assigning && <Assigning task={task} onClose={() => setAssigning(false)} onReload={onReload} />}
    </div>
  )
}

const Assigning = ({ task, onClose, onReload }: { task: Task; onClose: () => void; onReload: () => void }) => {
  const t = useTranslate()
  const act = useActOnTask(onClose)
  return (
    <Dialog title={t('tasks.acts.assign.verb')} isOpen onClose={onClose}>
      <ActForm
        schema={AssignTask}
        fields={[{ kind: 'colleague', name: 'assigneeId' }]}
        words="tasks.acts.assign"
        error={act.error}
        isPending={act.isPending}
        onSubmit={(input) =>
          act.mutate({ task, input: { action: 'assign', version: task.version, ...AssignTask.parse(input) } })
        }
        onCancel={onClose}
        onReload={() => {
          onReload()
          onClose()
        }}
      />
    </Dialog>
  )
}
