import { handover } from '@palermo/shared/handovers/record.ts'
import { recordTable } from '../record-columns.ts'

export const handovers = recordTable(handover)
