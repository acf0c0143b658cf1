import { task } from '@palermo/shared/tasks/record.ts'
import { recordTable } from '../record-columns.ts'

export const tasks = recordTable(task)
