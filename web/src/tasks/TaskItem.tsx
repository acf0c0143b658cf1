import type { Task } from '@palermo/shared/tasks/contract.ts'
import { AssignTask } from '@palermo/shared/tasks/workflow.ts'
import { Check, Lock } from 'lucide-react'
import { useState } from 'react'
import { ActForm } from '../acts/ActForm.tsx'
import { ActTrouble } from '../acts/ActTrouble.tsx'
import { useWho } from '../agencies/useWho.ts'
import { useSay } from '../messages.ts'
import { useMe } from '../session/useSession.ts'
import { Badge } from '../ui/Badge.tsx'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { Due } from '../ui/Due.tsx'
import { useActOnTask } from './useActOnTask.ts'

/** One task with what can be done about it. Its words show only to those behind their wall. */
export const TaskItem = ({ task, onReload }: { task: Task; onReload: () => void }) => {
  const say = useSay()
  const me = useMe()
  const who = useWho()
  const [assigning, setAssigning] = useState(false)
  const act = useActOnTask()
  const may = (action: Task['actions'][number]) => task.actions.includes(action)
  const press = (action: 'finish' | 'cancel' | 'reopen') =>
    act.mutate({ task, input: { action, version: task.version } })
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
        <strong className="font-strong">{say(`tasks.kinds.${task.kind}`)}</strong>
        {task.status === 'open' ? (
          <Due at={task.dueAt} late={task.late} />
        ) : (
          <Badge tone={task.status === 'done' ? 'done' : 'ended'}>{say(`tasks.status.${task.status}`)}</Badge>
        )}
      </p>
      {task.text && <p className="measure whitespace-pre-wrap">{task.text}</p>}
      <p className="flex flex-wrap items-center gap-x-2 text-small text-quiet">
        <span>{task.agencyId === me.agencyId ? who(task.assigneeId) : task.agencyName}</span>
        {task.text && (
          <span className="inline-flex items-center gap-1">
            <Lock aria-hidden size={13} />
            {say(`cases.walls.${task.compartment}`)}
          </span>
        )}
      </p>
      {task.actions.length > 0 && (
        <div className="-ml-1 flex flex-wrap gap-1 print:hidden">
          {may('finish') && (
            <Button icon={Check} onPress={() => press('finish')}>
              {say('tasks.acts.finish.verb')}
            </Button>
          )}
          {may('assign') && (
            <Button rank="quiet" onPress={() => setAssigning(true)}>
              {say('tasks.acts.assign.verb')}
            </Button>
          )}
          {may('cancel') && (
            <Button rank="quiet" onPress={() => press('cancel')}>
              {say('tasks.acts.cancel.verb')}
            </Button>
          )}
          {may('reopen') && (
            <Button rank="quiet" onPress={() => press('reopen')}>
              {say('tasks.acts.reopen.verb')}
            </Button>
          )}
        </div>
      )}
      {assigning && <Assigning task={task} onClose={() => setAssigning(false)} onReload={onReload} />}
    </div>
  )
}

const Assigning = ({ task, onClose, onReload }: { task: Task; onClose: () => void; onReload: () => void }) => {
  const say = useSay()
  const act = useActOnTask(onClose)
  return (
    <Dialog title={say('tasks.acts.assign.verb')} isOpen onClose={onClose}>
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
