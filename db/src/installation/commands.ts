import type { ChangeInstallation } from '@palermo/shared/installation/contract.ts'
import { Problem } from '@palermo/shared/problem.ts'
import { type RequestContext, write } from '../actor.ts'
import { askApproval } from '../approvals/commands.ts'
import type { Database } from '../database.ts'
import { flag, rowsOf } from '../readers.ts'

const stateRows = rowsOf({ asSeen: flag, differs: flag, waits: flag })

/**
 * Asks a person of another agency to approve a new quick-exit page. The founding administrator sets the page without
 * approval.
 * @throws Problem not-allowed, no-approver; changed-meanwhile if the page was changed since the client read it;
 * wrong-status if a change is already waiting for approval
 */
export const askNeutralPage = (
  db: Database,
  who: RequestContext,
  { neutralPage, was }: ChangeInstallation,
): Promise<void> =>
  write(db, who, async (tx, actor) => {
    if (actor.function !== 'administrator') throw new Problem('not-allowed')
    const [state] = await stateRows(tx.sql`
      select f.neutral_page is not distinct from ${was}::text as "asSeen", f.neutral_page is distinct from ${neutralPage}::text as differs,
          exists (select from app.approvals a where a.kind = 'exit-page' and a.status in ('asked', 'endorsed')) as waits
        from app.task_force f`)
    if (!state?.asSeen) throw new Problem('changed-meanwhile')
    if (state.waits) throw new Problem('wrong-status', 'A change of this page waits for approval already.')
    if (state.differs) await askApproval(db, tx, { act: { kind: 'exit-page', page: neutralPage, was } })
  })
