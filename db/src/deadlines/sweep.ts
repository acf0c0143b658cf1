import { alarmKinds, alarmRecipients, isShort } from '@palermo/shared/deadlines/alarms.ts'
import { Nature } from '@palermo/shared/deadlines/contract.ts'
import { presses } from '@palermo/shared/notices/policy.ts'
import { type Raised, raise } from '@palermo/shared/notices/raising.ts'
import { lateTopic } from '@palermo/shared/notices/topics.ts'
import { z } from 'zod'
import { type Db, type Tx, write } from '../actor.ts'
import { asJson } from '../json.ts'
import { isThere, type Message, post } from '../outbox.ts'
import { document, flag, instant, oneOf, orNull, type RowRead, rowsOf, text } from '../readers.ts'
import { onSlot } from '../screen.ts'
import type { SlotSql } from '../slots.ts'
import { deadlines } from './table.ts'

const Alarm = z.object({ at: z.string(), kind: z.enum(alarmKinds), to: z.enum(alarmRecipients) })
const into = orNull(oneOf(['return', 'lapse', 'end']))
const clockColumns = {
  id: deadlines.id,
  subjectKind: deadlines.subjectKind,
  subjectId: deadlines.subjectId,
  caseId: deadlines.caseId,
  caseReference: orNull(text),
  nature: oneOf(Nature.options),
  startedAt: deadlines.startedAt,
  dueAt: deadlines.dueAt,
  into,
  alarms: document(z.array(Alarm)),
  owesAgencyId: deadlines.owesAgencyId,
  owesPersonId: deadlines.owesPersonId,
  owedAgencyId: deadlines.owedAgencyId,
  owedPersonId: deadlines.owedPersonId,
  /** Whether the case is private to its agency, so that task-force leads are not notified. */
  agencyOnly: orNull(flag),
}
const dueRows = rowsOf({ ...clockColumns, nextAlarmAt: instant })
type DueClock = RowRead<typeof dueRows>
const endedRows = rowsOf(clockColumns)
const expiredRows = rowsOf({ id: deadlines.id, subjectId: deadlines.subjectId, into })
const doneRows = rowsOf({ ended: flag })

const batch = 500

const due = (sql: SlotSql) => sql`d.closed_at is null and d.next_alarm_at <= app.now()`
/**
 * The condition for unanswered deadlines whose end is an action on the record. These deadlines are handled one at a
 * time.
 */
const expired = (sql: SlotSql) =>
  sql`exists (select from jsonb_array_elements(d.alarms) a where a->>'kind' = 'expire' and (a->>'at')::timestamptz <= app.now())`
const columns = (sql: SlotSql) => sql`
  d.id, d.subject_kind as "subjectKind", d.subject_id as "subjectId", d.case_id as "caseId", c.reference as "caseReference",
  d.applied_rule->>'nature' as nature, d.started_at as "startedAt", d.due_at as "dueAt", d.applied_rule->>'expires' as into, d.alarms, d.next_alarm_at as "nextAlarmAt", d.owes_agency_id as "owesAgencyId",
  d.owes_person_id as "owesPersonId", d.owed_agency_id as "owedAgencyId", d.owed_person_id as "owedPersonId", c.agency_only as "agencyOnly"`

/**
 * Raises the due alarms, oldest first, and sets each deadline's next alarm in the same transaction, so that a crash
 * neither repeats nor skips an alarm. Concurrent sweeps take different deadlines.
 * @returns the number of raised alarms; fewer than a batch means that none is left
 */
export const sweepAlarms = async (db: Db): Promise<number> => {
  if (!(await isThere(db, (sql) => sql`select from app.deadlines d where ${due(sql)} and not ${expired(sql)} limit 1`)))
    return 0
  return write(db, { kind: 'deadlines.swept', request: 'sweep' }, async (tx) => {
    const rows = await dueRows(tx.sql`
      select ${columns(tx.sql)} from app.deadlines d left join app.cases c on c.id = d.case_id
       where ${due(tx.sql)} and not ${expired(tx.sql)} order by d.next_alarm_at, d.id limit ${batch} for update of d skip locked`)
    const raised = rows.map((row) => ({ row, said: raise(clockOf(row), tx.now) }))
    await post(tx, messagesOf(raised, tx.now))
    await moveOn(
      tx,
      raised.map(({ row, said }) => ({ id: row.id, at: said.nextAlarmAt })),
    )
    return rows.length
  })
}

/**
 * Returns the deadline with its role. Approvals are owed by heads and administrators, not by the caseworkers of the
 * agency.
 */
const clockOf = (row: DueClock) => (row.subjectKind === 'approval' ? { ...row, owesRole: 'approver' as const } : row)

/** Whether the batch was full, in which case the caller sweeps again at once. */
export const isFull = (taken: number): boolean => taken >= batch

const moveOn = (tx: Tx, moves: readonly { id: string; at: string | null }[]) =>
  tx.sql`update app.deadlines d set next_alarm_at = m.at from jsonb_to_recordset(${tx.sql.json(asJson(moves))}) as m(id uuid, at timestamptz)
    where d.id = m.id and d.closed_at is null`

/** Returns one message for each deadline, and for each late agency one message to the task-force leads. */
const messagesOf = (
  raised: readonly { row: DueClock; said: Raised }[],
  at: string,
): { name: string; message: Message }[] => {
  const ofClocks = raised.flatMap(({ row, said: { to } }) => {
    const { id, subjectKind, subjectId, caseId, caseReference } = row
    const name = to[0]?.topic
    if (name === undefined) return []
    const subject = { subjectKind, subjectId, caseId, caseReference, deadlineId: id }
    return [{ name, message: { ...subject, fromAgencyId: null, actorId: null, to, at } }]
  })
  const late = new Map<string, DueClock[]>()
  for (const { row, said } of raised)
    if (said.tellsLeads && row.agencyOnly !== true)
      late.set(row.owesAgencyId, [...(late.get(row.owesAgencyId) ?? []), row])
  const ofAgencies = [...late].map(([agencyId, clocks]) => ({
    name: lateTopic,
    message: {
      subjectKind: 'agency',
      subjectId: agencyId,
      caseId: null,
      caseReference: null,
      fromAgencyId: agencyId,
      actorId: null,
      to: [{ agencyId: null, personId: null, role: 'lead' as const }],
      at,
      urgent: clocks.some(presses),
      short: clocks.some(isShort),
    },
  }))
  return [...ofClocks, ...ofAgencies]
}

export type Expired = RowRead<typeof expiredRows>

/** Lists deadlines that have expired, oldest first. The caller ends each deadline in a transaction of its own. */
export const expiredClocks = async (db: Db): Promise<Expired[]> => [
  ...(await onSlot(db, (sql) =>
    expiredRows(sql`
      select d.id, d.subject_id as "subjectId", d.applied_rule->>'expires' as "into" from app.deadlines d where ${due(sql)} and ${expired(sql)}
       order by d.next_alarm_at, d.id limit ${batch}`),
  )),
]

/**
 * Takes an expired deadline, raises its remaining alarms, and returns the action with which the deadline ends
 * unanswered. Returns undefined if another process took the deadline first or closed it. The caller has locked the
 * deadline's record before, in the same order as an action does, so that the two cannot deadlock.
 */
export const takeExpired = async (
  tx: Tx,
  id: string,
): Promise<{ into: DueClock['into']; nextAlarmAt: string | null } | undefined> => {
  const [row] = await dueRows(tx.sql`
    select ${columns(tx.sql)} from app.deadlines d left join app.cases c on c.id = d.case_id
     where d.id = ${id} and ${due(tx.sql)} for update of d skip locked`)
  if (!row) return undefined
  const said = raise(clockOf(row), tx.now)
  await post(tx, messagesOf([{ row, said }], tx.now))
  await moveOn(tx, [{ id, at: said.nextAlarmAt }])
  return { into: row.into, nextAlarmAt: said.nextAlarmAt }
}

/** Ends a deadline whose period, or waiting time before an action, is over, and notifies both its parties. */
export const endPeriod = (db: Db, { id }: Expired): Promise<void> =>
  write(db, { kind: 'deadline.ended', request: `deadline-${id}` }, async (tx) => {
    const [done] = await doneRows(tx.sql`select app.end_period(${id}) as ended`)
    if (!done?.ended) return
    const [row] = await endedRows(tx.sql`
      select ${columns(tx.sql)} from app.deadlines d left join app.cases c on c.id = d.case_id where d.id = ${id}`)
    if (!row) return
    const { subjectKind, subjectId, caseId, caseReference, owesAgencyId, owesPersonId, owedAgencyId, owedPersonId } =
      row
    const to = [{ agencyId: owesAgencyId, personId: owesPersonId }]
    if (owedAgencyId !== null && owedAgencyId !== owesAgencyId)
      to.push({ agencyId: owedAgencyId, personId: owedPersonId })
    const subject = { subjectKind, subjectId, caseId, caseReference, deadlineId: id, ended: true }
    await post(tx, [
      { name: 'deadline.end', message: { ...subject, fromAgencyId: null, actorId: null, to, at: tx.now } },
    ])
  })

/** Sets the next check of the deadline to an hour from now, or to its next alarm if that is sooner. */
export const askAgain = (tx: Tx, id: string, nextAlarmAt: string | null) => {
  const later = new Date(Date.parse(tx.now) + 3_600_000).toISOString()
  return moveOn(tx, [
    { id, at: nextAlarmAt !== null && Date.parse(nextAlarmAt) < Date.parse(later) ? nextAlarmAt : later },
  ])
}

/** Postpones a deadline whose handling failed, so that other deadlines are not delayed. */
export const setAside = (db: Db, id: string): Promise<void> =>
  write(db, { kind: 'deadline.set-aside', request: `deadline-${id}` }, async (tx) => {
    await askAgain(tx, id, null)
  })
