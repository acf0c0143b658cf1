import { gap } from '@palermo/shared/gaps/record.ts'
import { v7 } from 'uuid'
import { type Db, write } from '../actor.ts'
import { rowsOf, text } from '../readers.ts'
import { rulebookOf } from '../rulebook.ts'
import { onSlot } from '../screen.ts'
import { recordCreationByClock, type Subject, transitionByClock } from '../transition.ts'
import { gaps } from './table.ts'

const foundRows = rowsOf({
  agencyId: gaps.agencyId,
  supervisorId: gaps.supervisorId,
  subjectKind: gaps.subjectKind,
  subjectId: gaps.subjectId,
})
type Found = Pick<typeof gaps.$inferSelect, 'agencyId' | 'supervisorId' | 'subjectKind' | 'subjectId'>
const endedRows = rowsOf({ id: gaps.id })
const gapRows = rowsOf({
  id: gaps.id,
  version: gaps.version,
  status: gaps.status,
  agencyId: gaps.agencyId,
  supervisorId: gaps.supervisorId,
})
type GapRow = Pick<typeof gaps.$inferSelect, 'id' | 'version' | 'status' | 'agencyId' | 'supervisorId'>

const checkRows = rowsOf({ id: text })

/** The maximum number of gaps that `app.new_gaps` returns. */
const most = 500

/**
 * Finds gaps: unfinished records that no member of the agency responsible for them can read. Each new gap is stored and
 * the supervisor of that agency is notified once; a gap is closed when a member can read the record again. Without
 * `everything`, only the records of agencies without a supervisor and of cases with bars are checked.
 */
export const followGaps = (db: Db, everything = false): Promise<Followed> => follow(db, everything, false)

export interface Followed {
  found: number
  ended: number
}

/**
 * Finds and closes gaps of only those agencies and cases whose staff, bars, access or lead have changed. The
 * transactions that made these changes wrote the agencies and cases into `app.gap_checks`.
 */
export const followChangedGaps = async (db: Db): Promise<Followed> => {
  const ids = (
    await onSlot(db, (sql) => checkRows(sql`select id::text from app.gap_checks order by id limit 1000`))
  ).map(({ id }) => id)
  if (ids.length === 0) return { found: 0, ended: 0 }
  const followed = await follow(db, false, true)
  // If the maximum number of gaps was found, there may be more; the rows are then kept for the next run.
  if (followed.found < most)
    await onSlot(db, (sql) => sql`delete from app.gap_checks where id = any (${ids}::text[]::bigint[])`)
  return followed
}

const follow = async (db: Db, everything: boolean, touched: boolean): Promise<Followed> => {
  const found = await onSlot(db, (sql) =>
    foundRows(sql`
      select agency_id as "agencyId", supervisor_id as "supervisorId", subject_kind as "subjectKind", subject_id as "subjectId"
        from app.new_gaps(${everything}, ${touched})`),
  )
  for (const one of found) await open(db, one)
  const ended = await onSlot(db, (sql) => endedRows(sql`select id from app.ended_gaps()`))
  for (const { id } of ended) await close(db, id)
  return { found: found.length, ended: ended.length }
}

const open = (db: Db, { agencyId, supervisorId, subjectKind, subjectId }: Found): Promise<void> =>
  write(db, { kind: 'gap.found', request: 'gaps' }, async (tx) => {
    const id = v7()
    const made = await tx.sql`
      insert into app.gaps (id, status, agency_id, supervisor_id, subject_kind, subject_id)
        values (${id}, 'open', ${agencyId}, ${supervisorId}, ${subjectKind}, ${subjectId}) on conflict do nothing returning id`
    if (made.length === 0) return
    const rules = await rulebookOf(db, tx.sql)
    await recordCreationByClock(
      tx,
      rules,
      gap.workflow,
      subjectOf({ id, version: 1, status: 'open', agencyId, supervisorId }),
    )
  })

const close = (db: Db, id: string): Promise<void> =>
  write(db, { kind: 'gap.ended', request: 'gaps' }, async (tx) => {
    const [row] = await gapRows(tx.sql`
      select id, version, status, agency_id as "agencyId", supervisor_id as "supervisorId" from app.gaps
       where id = ${id} and status = 'open' for update`)
    if (!row) return
    const rules = await rulebookOf(db, tx.sql)
    await transitionByClock(tx, rules, gap.workflow, subjectOf(row), 'close', { set: { closed_at: tx.now } })
  })

const subjectOf = ({ id, version, status, ...row }: GapRow): Subject => ({
  id,
  version,
  status,
  caseId: null,
  caseReference: null,
  urgency: 'soon',
  childProcedure: false,
  parties: gap.partiesOf(row),
})
