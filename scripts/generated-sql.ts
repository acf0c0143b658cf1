import { readdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { actionsSql } from '@palermo/db/actions-sql.ts'
import type { Workflow } from '@palermo/shared/workflow.ts'
import { root } from './command.ts'

const shared = path.join(root, 'shared', 'src')

/** Writes the object files in `db/objects/generated` from what `shared` declares. */
export async function writeGeneratedSql(): Promise<void> {
  const files = readdirSync(shared, { recursive: true, encoding: 'utf8' }).filter((file) =>
    file.endsWith(`${path.sep}workflow.ts`),
  )
  const modules = await Promise.all(
    files.sort().map((file): Promise<Record<string, unknown>> => import(pathToFileURL(path.join(shared, file)).href)),
  )
  const workflows = modules.flatMap((exported) => Object.values(exported).filter(isWorkflow))
  writeFileSync(path.join(root, 'db', 'objects', 'generated', 'actions.sql'), actionsSql(workflows))
}

const isWorkflow = (value: unknown): value is Workflow =>
  typeof value === 'object' && value !== null && 'actionNames' in value && 'covered' in value
