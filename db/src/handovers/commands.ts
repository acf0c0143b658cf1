import { type Actor, seesTeam } from '@palermo/shared/actor.ts'
import { runningCases } from '@palermo/shared/cases/record.ts'
import type { ActOnHandover, Handover } from '@palermo/shared/handovers/contract.ts'
import { handoverWorkflow } from '@palermo/shared/handovers/record.ts'
import { Problem } from '@palermo/shared/problem.ts'
import { v7 } from 'uuid'
import { type RequestContext, type Tx, write } from '../actor.ts'
import type { Database } from '../database.ts'
import { flag, orNull, rowsOf } from '../readers.ts'
import { recordMoved } from '../record-moved.ts'
import { rulebookOf } from '../rulebook.ts'
import { checkAct, transition } from '../transition.ts'
import { type HandoverRow, handoverIn, presentHandover, shellOf, subjectOf } from './queries.ts'

const ledRows = rowsOf({ leads: orNull(flag) })
const ableRows = rowsOf({ able: orNull(flag) })

/**
 * Accepts, declines or withdraws a hand-over. An acceptance changes the case lead in the same transaction.
 * @throws Problem not-found, not-allowed, changed-meanwhile, wrong-status if the case is closed or has another lead
 */
export const actOnHandover = (db: Database, who: RequestContext, id: string, input: ActOnHandover): Promise<Handover> =>
  write(db, who, async (tx, actor) => {
    const row = await handoverIn(tx, id)
    const rules = await rulebookOf(db, tx.sql)
    const subject = subjectOf(row)
    checkAct(actor, handoverWorkflow, subject, input)
    const set = { answered_at: tx.now }
    switch (input.action) {
      case 'accept': {
        const taker = await takerOf(tx, actor, row, input.assigneeId)
        if (!runningCases.some((status) => status === shellOf(row).status)) throw new Problem('wrong-status')
        const [led] = await ledRows(tx.sql`select app.still_leads(${id}) as leads`)
        if (!led?.leads) throw new Problem('wrong-status')
        await transition(tx, actor, rules, handoverWorkflow, subject, input, { set })
        await tx.sql`select app.let_lead(${id}, ${taker}, ${v7()})`
        await recordMoved(tx, 'take-over', tx.sql`app.take_over(${id}, ${taker})`, {
          type: 'case',
          parties: [{ agencyId: row.to.id, personId: taker }],
        })
        break
      }
      case 'decline':
        await transition(tx, actor, rules, handoverWorkflow, subject, input, {
          set: { ...set, decline_reason: input.reason },
          changes: { reason: input.reason },
        })
        break
      case 'withdraw':
        await transition(tx, actor, rules, handoverWorkflow, subject, input, { set })
    }
    return presentHandover(db, await handoverIn(tx, id), actor)
  })

/**
 * Returns the person who becomes the case lead: the accepting person, or the colleague whom an accepting supervisor
 * names.
 */
const takerOf = async (tx: Tx, actor: Actor, row: HandoverRow, assigneeId: string | undefined): Promise<string> => {
  if (row.toPersonId !== null || assigneeId === undefined || assigneeId === actor.personId) return actor.personId
  if (!seesTeam.some((role) => role === actor.function)) throw new Problem('not-allowed')
  const [able] = await ableRows(tx.sql`select app.can_take(${row.id}, ${assigneeId}) as able`)
  if (!able?.able)
    throw new Problem('invalid', undefined, { errors: [{ pointer: '/assigneeId', detail: 'not a colleague' }] })
  return assigneeId
}
