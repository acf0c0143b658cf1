import type { ChangeInstallation } from '@palermo/shared/installation/contract.ts'
import { Problem } from '@palermo/shared/problem.ts'
import { asActor, type Db, type RequestContext } from '../actor.ts'

/** @throws Problem not-allowed; changed-meanwhile where another administrator set it since it was looked at */
export const setNeutralPage = (db: Db, who: RequestContext, { neutralPage, was }: ChangeInstallation): Promise<void> =>
  asActor(db, who, async ({ sql }, actor) => {
    if (actor.function !== 'administrator') throw new Problem('not-allowed')
    const changed = await sql`update app.task_force set neutral_page = ${neutralPage}
      where neutral_page is not distinct from ${was}::text returning only_row`
    if (changed.length === 0) throw new Problem('changed-meanwhile')
  })
