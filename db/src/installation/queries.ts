import { Problem } from '@palermo/shared/problem.ts'
import { type RequestContext, readPipelined } from '../actor.ts'
import type { Database } from '../database.ts'

/** The page that administrators set for quick exit; null where none was set. @throws Problem not-allowed */
export const readNeutralPage = async (db: Database, who: RequestContext): Promise<string | null> => {
  const { actor, rows } = await readPipelined(db, who, (sql) => [
    sql<{ neutralPage: string | null }[]>`select neutral_page as "neutralPage" from app.task_force`,
  ])
  if (actor.function !== 'administrator') throw new Problem('not-allowed')
  return rows[0][0]?.neutralPage ?? null
}
