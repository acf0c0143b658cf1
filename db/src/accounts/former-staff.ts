import { type Db, type Tx, write } from '../actor.ts'
import { flag, orNull, rowsOf, text } from '../readers.ts'
import { closedBy } from '../record-moved.ts'
import { onSlot } from '../screen.ts'
import { people } from './table.ts'

const dayInMs = 24 * 60 * 60_000

const owesRows = rowsOf({ urgent: flag })
const unassignedRows = rowsOf({ noun: text, id: orNull(text) })
const formerRows = rowsOf({ id: people.id })

/**
 * Returns all work of a former staff member to the agency's queue, with an event for each record, and notifies the
 * supervisors once. The database function returns only the ids of the records, because the administrator who disables
 * the account may not see the records.
 */
export const unassignFormerStaff = async (tx: Tx, id: string): Promise<void> => {
  const { sql } = tx
  const soon = new Date(Date.parse(tx.now) + dayInMs).toISOString()
  const [owes] = await owesRows(sql`select app.owes_before(${id}, ${soon}::timestamptz) as urgent`)
  const rows = await unassignedRows(sql`select noun, id from app.unassign_former_staff(${id})`)
  for (const row of rows) {
    if (row.noun !== 'shift')
      await sql`select app.record_handed_back(${row.noun}, ${row.id}, ${closedBy(row.noun, 'hand-back')}::text[])`
  }
  if (rows.every(({ noun }) => noun === 'deadline')) return
  await sql`select app.notify_of_handed_back(${id}, ${owes?.urgent ?? false})`
  tx.notified = true
}

/**
 * Unassigns work that was given to persons while their accounts were being disabled.
 * @returns the number of these persons
 */
export const unassignAllFormerStaff = async (db: Db): Promise<number> => {
  const former = await onSlot(db, (sql) =>
    formerRows(sql`select distinct person_id as id from app.work_of_former_staff()`),
  )
  for (const { id } of former)
    await write(db, { kind: 'person.handed-back', request: 'stranded' }, (tx) => unassignFormerStaff(tx, id))
  return former.length
}
