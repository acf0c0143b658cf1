import type { AnswerBreach, Deadline } from '@palermo/shared/deadlines/contract.ts'
import { isLate } from '@palermo/shared/deadlines/contract.ts'
import { Problem } from '@palermo/shared/problem.ts'
import { type Db, type RequestContext, write } from '../actor.ts'
import { readDeadline } from './queries.ts'

/**
 * Records why an agency missed a deadline that it owed. A later reason replaces an earlier one.
 * @throws Problem not-found, not-allowed for the agency that waits, wrong-status if the deadline is not late
 */
export const answerBreach = (db: Db, who: RequestContext, id: string, { reason }: AnswerBreach): Promise<Deadline> =>
  write(db, who, async (tx, actor) => {
    const deadline = await readDeadline(tx, id)
    if (deadline.owesAgencyId !== actor.agencyId) throw new Problem('not-allowed')
    if (!isLate(deadline, tx.now)) throw new Problem('wrong-status', 'It is not late.')
    await tx.sql`update app.deadlines set breach_reason = ${reason}, breach_answered_at = ${tx.now}, breach_answered_by = ${actor.personId}
      where id = ${id}`
    return readDeadline(tx, id)
  })
