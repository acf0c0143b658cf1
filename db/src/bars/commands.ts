import type { LiftBar, NewBar } from '@palermo/shared/bars/contract.ts'
import { Problem } from '@palermo/shared/problem.ts'
import { type RequestContext, write } from '../actor.ts'
import { askApproval } from '../approvals/commands.ts'
import type { Database } from '../database.ts'
import { orNull, rowsOf, text } from '../readers.ts'
import { barCandidates, barsOf, keepsBars } from './queries.ts'

const wrong = (detail: string) => new Problem('invalid', undefined, { errors: [{ pointer: '/personId', detail }] })

const outcomeRows = rowsOf({ outcome: orNull(text) })

/**
 * Bars the actor, or a member of the actor's team, from a case; the barred person can then no longer see the case.
 * @throws Problem not-found, not-allowed, invalid if the person still has open work in the case
 */
export const setBar = (db: Database, who: RequestContext, { caseId, personId, reason }: NewBar): Promise<void> =>
  write(db, who, async (tx, actor) => {
    const [known] = await keepsBars(tx.sql, caseId)
    if (!known) throw new Problem('not-found')
    const whom = personId ?? actor.personId
    if (whom !== actor.personId) {
      if (!known.keeps) throw new Problem('not-allowed')
      if (!(await barCandidates(tx.sql, caseId)).some((one) => one.personId === whom))
        throw wrong('is nobody whom you could bar')
    }
    const [row] = await outcomeRows(tx.sql`select app.set_bar(${caseId}, ${whom}, ${reason}) as outcome`)
    if (row?.outcome === 'carries-work')
      throw wrong('still leads this case or carries work in it: give that to somebody else first')
    if (row?.outcome !== 'set') throw wrong('is barred already')
  })

/**
 * Asks a person of another agency to approve that a bar is lifted.
 * @throws Problem not-found, not-allowed, wrong-status, no-approver
 */
export const askToLiftBar = (db: Database, who: RequestContext, { caseId, personId }: LiftBar): Promise<void> =>
  write(db, who, async (tx) => {
    const [known] = await keepsBars(tx.sql, caseId)
    if (!known) throw new Problem('not-found')
    const bar = (await barsOf(tx.sql, caseId)).find((one) => one.personId === personId)
    if (!known.keeps) throw new Problem('not-allowed')
    if (!bar) throw new Problem('not-found')
    if (!bar.mayLift) throw new Problem('not-allowed')
    if (bar.waiting) throw new Problem('wrong-status', 'Lifting this bar waits for approval already.')
    await askApproval(db, tx, { act: { kind: 'bar' }, subjectId: personId, caseId })
  })
