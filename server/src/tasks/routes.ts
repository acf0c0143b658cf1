import { actOnTask, createTask } from '@palermo/db/tasks/records.ts'
import { ActOnTask, NewTask, Task } from '@palermo/shared/tasks/contract.ts'
import { task } from '@palermo/shared/tasks/record.ts'
import { routesOf } from '../records/record-routes.ts'

export const taskRoutes = routesOf({
  type: task,
  contracts: { Reply: Task, New: NewTask, Act: ActOnTask },
  create: createTask,
  act: actOnTask,
})
