import { type Db, type Tx, write } from '../actor.ts'
import { type Message, post } from '../outbox.ts'
import { flag, number, orNull, type RowRead, rowsOf, text } from '../readers.ts'
import { onSlot } from '../screen.ts'
import { cases } from './table.ts'

const batch = 200
/** Both agencies are warned this many days before access ends. */
const warnDays = 7

const endingRows = rowsOf({
  caseId: text,
  agencyId: text,
  personId: orNull(text),
  over: flag,
  reference: cases.reference,
  leadAgencyId: cases.leadAgencyId,
  leadPersonId: cases.leadPersonId,
  /** The number of memberships that this row ends or warns about. */
  n: number,
  /** Whether the person has no other access to the compartment. */
  lost: flag,
})
type Ending = RowRead<typeof endingRows>
const waitRows = rowsOf({ any: flag })

/**
 * Records access whose grant has expired, and warns of access that ends within a week; both agencies are notified. From
 * the end time on, row security refuses to show the rows, whether or not this job has run.
 * @returns the number of memberships
 */
export const endLooks = async (db: Db): Promise<number> => {
  for (let all = 0; ; ) {
    const [wait] = await onSlot(db, (sql) => waitRows(sql`select app.looks_end(${warnDays}) as any`))
    if (!wait?.any) return all
    const taken = await write(db, { kind: 'access.swept', request: 'looks' }, endSome)
    all += taken
    // Another process has locked the remaining rows.
    if (taken === 0) return all
  }
}

const endSome = async (tx: Tx): Promise<number> => {
  const endings = await endingRows(tx.sql`
    select case_id as "caseId", agency_id as "agencyId", person_id as "personId", over, reference, lead_agency_id as "leadAgencyId",
        lead_person_id as "leadPersonId", n, lost from app.end_grants(${batch}, ${warnDays})`)
  const lost = endings.filter((ending) => ending.lost)
  await post(
    tx,
    lost.map((ending) => ({
      name: ending.over ? 'case.access-ended' : 'case.access-ending',
      message: messageOf(ending, tx.now),
    })),
  )
  return endings.reduce((sum, { n }) => sum + n, 0)
}

/** Returns the message to two agencies: the agency whose access ends, and the lead of the case. */
const messageOf = (ending: Ending, at: string): Message => ({
  subjectKind: 'case',
  subjectId: ending.caseId,
  caseId: ending.caseId,
  caseReference: ending.reference,
  fromAgencyId: null,
  actorId: null,
  at,
  to: [
    { agencyId: ending.agencyId, personId: ending.personId, namesAgencyId: ending.leadAgencyId },
    { agencyId: ending.leadAgencyId, personId: ending.leadPersonId, namesAgencyId: ending.agencyId },
  ],
})
