import { request } from '@palermo/shared/requests/record.ts'
import { recordTable } from '../record-columns.ts'

export const requests = recordTable(request)
