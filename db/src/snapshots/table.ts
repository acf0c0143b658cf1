import { snapshot } from '@palermo/shared/snapshots/record.ts'
import { bytes, code } from '../columns.ts'
import { recordTable } from '../record-columns.ts'

export const snapshots = recordTable(snapshot, { document: code('document').notNull(), hash: bytes('hash').notNull() })
