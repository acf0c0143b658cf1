import { approvalWorkflow, partiesOfApproval } from '@palermo/shared/approvals/record.ts'
import { type Db, write } from '../actor.ts'
import { flag, orNull, type RowRead, rowsOf, text } from '../readers.ts'
import { rulebookOf } from '../rulebook.ts'
import { onSlot } from '../screen.ts'
import { transitionByClock } from '../transition.ts'
import { approvals } from './table.ts'

const unansweredRows = rowsOf({ id: text, lapses: flag, nextAgency: orNull(text), nextPerson: orNull(text) })
type Unanswered = RowRead<typeof unansweredRows>

/**
 * Asks the next agency if an approval was not answered in time or the asked agency can no longer answer. Ends an
 * approval whose asking person no longer has an account.
 * @returns the number of changed approvals
 */
export const moveUnanswered = async (db: Db): Promise<number> => {
  const waiting = await onSlot(db, (sql) =>
    unansweredRows(sql`
      select id, left_by_asker as lapses, next_agency as "nextAgency", next_person as "nextPerson" from app.unanswered_approvals()`),
  )
  for (const one of waiting) await move(db, one)
  return waiting.length
}

const openRows = rowsOf({
  version: approvals.version,
  status: approvals.status,
  fromAgencyId: approvals.fromAgencyId,
  fromPersonId: approvals.fromPersonId,
  toAgencyId: text,
  toPersonId: approvals.toPersonId,
  tried: approvals.tried,
})

const move = (db: Db, { id, lapses, nextAgency, nextPerson }: Unanswered): Promise<void> =>
  write(db, { kind: 'approval.escalated', request: `approval-${id}` }, async (tx) => {
    const [row] = await openRows(tx.sql`
      select version, status, from_agency_id as "fromAgencyId", from_person_id as "fromPersonId", to_agency_id as "toAgencyId",
          to_person_id as "toPersonId", tried
        from app.approvals where id = ${id} and status in ('asked', 'endorsed') for update`)
    if (!row) return
    const subject = {
      id,
      version: row.version,
      status: row.status,
      caseId: null,
      caseReference: null,
      urgency: 'routine' as const,
      childProcedure: false,
      parties: partiesOfApproval(row),
    }
    const rules = await rulebookOf(db, tx.sql)
    if (lapses) return void (await transitionByClock(tx, rules, approvalWorkflow, subject, 'lapse'))
    if (nextAgency === null) return
    await transitionByClock(tx, rules, approvalWorkflow, subject, 'escalate', {
      set: { to_agency_id: nextAgency, to_person_id: nextPerson, tried: [...row.tried, row.toAgencyId] },
      after: partiesOfApproval({ ...row, toAgencyId: nextAgency, toPersonId: nextPerson }),
    })
  })
