import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { actionsSql } from '@palermo/db/actions-sql.ts'
import { recordTypes } from '@palermo/shared/record-types.ts'
import { root } from './command.ts'

/** Writes the object files in `db/objects/generated` from what `shared` declares. */
export function writeGeneratedSql(): void {
  writeFileSync(path.join(root, 'db', 'objects', 'generated', 'actions.sql'), actionsSql(recordTypes))
}
