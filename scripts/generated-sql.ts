import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { generatedSql } from '@palermo/db/generated-sql.ts'
import { root } from './command.ts'

/** Writes the object files in `db/objects/generated` from what `shared` declares. */
export function writeGeneratedSql(): void {
  for (const [name, text] of Object.entries(generatedSql()))
    writeFileSync(path.join(root, 'db', 'objects', 'generated', name), text)
}
