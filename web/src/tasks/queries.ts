import { type ActOnTask, type NewTask, Task } from '@palermo/shared/tasks/contract.ts'
import type { QueryClient } from '@tanstack/react-query'
import type { z } from 'zod'
import { api } from '../api.ts'
import { caseQuery } from '../cases/queries.ts'

export const createTask = async (
  queryClient: QueryClient,
  input: z.input<typeof NewTask>,
  key: string,
): Promise<Task> => keep(queryClient, await api(Task, '/tasks', { method: 'POST', body: input, key }))

export const actOnTask = async (queryClient: QueryClient, id: string, input: ActOnTask): Promise<Task> =>
  keep(queryClient, await api(Task, `/tasks/${id}/actions`, { method: 'POST', body: input }))

/** Shows the changed task on its case at once, reloads other data that depend on the task, and returns it. */
const keep = (queryClient: QueryClient, task: Task): Task => {
  showTask(queryClient, task)
  for (const key of [['cases'], ['work-items']]) void queryClient.invalidateQueries({ queryKey: key })
  return task
}

export const showTask = (queryClient: QueryClient, task: Task): void => {
  queryClient.setQueryData(
    caseQuery(task.caseId).queryKey,
    (row) => row && { ...row, tasks: [task, ...row.tasks.filter(({ id }) => id !== task.id)] },
  )
}
