import type { ActOnTask, Task } from '@palermo/shared/tasks/contract.ts'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslate } from '../messages.ts'
import { toast } from '../ui/toast.ts'
import { actOnTask, showTask } from './queries.ts'

type Act = { task: Task; input: ActOnTask }

/** The status that is shown before the server has confirmed the action, for the actions that can be undone. */
const ahead = { finish: 'done', cancel: 'cancelled' } as const

const isUndoable = (action: string): action is keyof typeof ahead => Object.hasOwn(ahead, action)

/**
 * Acts on a task. Finishing and cancelling are shown before the server has answered, and a toast has an undo button.
 */
export const useActOnTask = (done?: () => void) => {
  const t = useTranslate()
  const queryClient = useQueryClient()
  const act = useMutation({
    mutationFn: ({ task, input }: Act) => actOnTask(queryClient, task.id, input),
    onMutate: ({ task, input: { action } }) => {
      if (isUndoable(action)) showTask(queryClient, { ...task, status: ahead[action], late: false, actions: [] })
    },
    onError: (_, { task }) => showTask(queryClient, task),
    onSuccess: (task, { input: { action } }) => {
      const undo = () => act.mutate({ task, input: { action: 'reopen', version: task.version } })
      toast(t(`tasks.acts.${action}.done`), isUndoable(action) ? undo : undefined)
      done?.()
    },
  })
  return act
}
