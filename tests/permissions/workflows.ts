import { readdirSync } from 'node:fs'
import { fileURLToPath, pathToFileURL } from 'node:url'
import type { Workflow } from '@palermo/shared/workflow.ts'

const shared = fileURLToPath(new URL('../../shared/src/', import.meta.url))

/** Every noun with a life, from the folders themselves. */
export const everyWorkflow = async (): Promise<Workflow[]> => {
  const files = readdirSync(shared, { recursive: true, encoding: 'utf8' }).filter((file) =>
    file.endsWith('/workflow.ts'),
  )
  const modules = await Promise.all(
    files.sort().map((file): Promise<Record<string, unknown>> => import(pathToFileURL(`${shared}${file}`).href)),
  )
  return modules.flatMap((exported) => Object.values(exported).filter(isWorkflow))
}

const isWorkflow = (value: unknown): value is Workflow =>
  typeof value === 'object' && value !== null && 'actionNames' in value && 'covered' in value
