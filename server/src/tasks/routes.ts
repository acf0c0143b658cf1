import { actOnTask, createTask } from '@palermo/db/tasks/commands.ts'
import { ActOnTask, NewTask, Task } from '@palermo/shared/tasks/contract.ts'
import { task } from '@palermo/shared/tasks/record.ts'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import type { AppOptions } from '../options.ts'
import { recordRoutes } from '../records/record-routes.ts'

export const taskRoutes: FastifyPluginAsyncZod<AppOptions> = async (app, { db }) =>
  recordRoutes(app, db, task, {
    Reply: Task,
    create: { New: NewTask, create: createTask },
    act: { Act: ActOnTask, act: actOnTask },
  })
