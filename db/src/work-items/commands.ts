import { Problem } from '@palermo/shared/problem.ts'
import { type BulkAct, type BulkReply, type BulkResult, isToldByRow } from '@palermo/shared/work-items/bulk.ts'
import { type RequestContext, read, write } from '../actor.ts'
import { logRefusal } from '../audit/commands.ts'
import { actOnCase } from '../cases/commands.ts'
import type { Database } from '../database.ts'
import { once, type Retry, retryOf } from '../idempotency.ts'
import { number, orNull, type RowRead, rowsOf, text } from '../readers.ts'
import { actOnReferral } from '../referrals/commands.ts'
import { withdrawWithCase } from '../referrals/withdraw.ts'
import { actOnTask, createTask } from '../tasks/records.ts'
import { workItems } from './table.ts'

const workRows = rowsOf({
  id: workItems.id,
  subjectKind: workItems.subjectKind,
  subjectId: workItems.subjectId,
  caseId: workItems.caseId,
  /** The version of the record when this row was read; null for records that cannot be assigned from the list. */
  version: orNull(number),
})
type WorkRow = RowRead<typeof workRows>
const keyRows = rowsOf({ key: text })

type Work = (row: WorkRow) => Promise<unknown>

/** The refusals that are written into the access log for their row, like the refusal of a single action. */
const refusals = ['not-allowed', 'not-found', 'wrong-status'] as const

/**
 * Takes the same action on several rows, each by its own `transition` in a transaction of its own, with its own line in
 * the access log and its own refusal. A refused row does not stop the other rows, and a retry of the whole request does
 * nothing twice.
 */
export const actOnRows = async (
  db: Database,
  who: RequestContext,
  retry: Retry,
  input: BulkAct,
): Promise<BulkReply> => {
  const wanted = [...new Set(input.rows)]
  const { rows } = await read(db, who, (sql) => [
    workRows(sql`
      select d.id, d.subject_kind as "subjectKind", d.subject_id as "subjectId", d.case_id as "caseId", case d.subject_kind
          when 'referral' then (select r.version from app.referrals r where r.id = d.subject_id)
          when 'task' then (select t.version from app.tasks t where t.id = d.subject_id)
          when 'case' then (select c.version from app.cases c where c.id = d.subject_id) end as version
        from app.work_items d where d.side = 'owes' and d.id = any (${wanted}::text[]::uuid[])`),
    keyRows(sql`
      select i.key from app.idempotency i where i.key = any (${wanted.map((id) => rowKey(retry, id))})`),
  ])
  const seen = new Map(rows[0].map((row) => [row.id, row]))
  const before = new Set(rows[1].map(({ key }) => key))
  const work = input.action === 'add-task' ? addTask(db, who, retry, input) : reassign(db, who, input)
  const cases = new Set<string>()
  const results: BulkResult[] = []
  for (const id of wanted) {
    const row = seen.get(id)
    if (before.has(rowKey(retry, id))) results.push(done(id, 'done'))
    else if (input.action === 'add-task' && row?.caseId != null && cases.has(row.caseId))
      results.push(done(id, 'same-case'))
    else results.push(await tried(db, who, { id, row, work }))
    if (results.at(-1)?.outcome === 'done' && row?.caseId) cases.add(row.caseId)
  }
  await remember(db, who, retry, input, results)
  return { results }
}

const rowKey = ({ key }: Retry, id: string) => `${key} ${id}`

/**
 * Stores under which id of a work item an action was done. An assignment changes the id, and a retry must still find
 * the action.
 */
const remember = async (
  db: Database,
  who: RequestContext,
  retry: Retry,
  input: BulkAct,
  results: readonly BulkResult[],
) => {
  const over = input.action === 'reassign' ? results.filter(({ outcome }) => outcome === 'done') : []
  if (over.length === 0) return
  await write(db, forRow(who, 'desk.reassigned'), async (tx, actor) => {
    for (const { row } of over) await once(tx, actor, { ...retry, key: rowKey(retry, row) }, row, async () => {})
  })
}

const done = (row: string, outcome: 'done' | 'same-case'): BulkResult => ({ row, outcome, problem: null })

/** Takes the action on one row. A row that is hidden, deleted or changed gives the same answer: changed-meanwhile. */
const tried = async (
  db: Database,
  who: RequestContext,
  { id, row, work }: { id: string; row: WorkRow | undefined; work: Work },
): Promise<BulkResult> => {
  if (!row) {
    await logRefusal(db, forRow(who, who.audit, { kind: 'work-item', id }), 'not-found')
    return { row: id, outcome: 'refused', problem: 'changed-meanwhile' }
  }
  try {
    await work(row)
    return done(id, 'done')
  } catch (error) {
    if (!(error instanceof Problem) || !isToldByRow(error.problem)) throw error
    const why = refusals.find((refusal) => refusal === error.problem)
    if (why) await logRefusal(db, forRow(who, who.audit, { kind: row.subjectKind, id: row.subjectId }), why)
    return { row: id, outcome: 'refused', problem: error.problem }
  }
}

/** Returns the request context of one row, so that the row gets the same line in the access log as a single action. */
const forRow = (who: RequestContext, audit: string, subject?: { kind: string; id: string }): RequestContext => ({
  ...who,
  audit,
  ...(subject ? { subjectKind: subject.kind, subjectId: subject.id } : {}),
})

const addTask = (
  db: Database,
  who: RequestContext,
  retry: Retry,
  input: Extract<BulkAct, { action: 'add-task' }>,
): Work => {
  const { action: _, rows: __, ...task } = input
  return async ({ caseId }) => {
    if (caseId === null) throw new Problem('wrong-status')
    const own = retryOf(rowKey(retry, caseId), task)
    return createTask(db, forRow(who, 'task.created', { kind: 'case', id: caseId }), own, { ...task, caseId })
  }
}

const reassign =
  (db: Database, who: RequestContext, { personId }: Extract<BulkAct, { action: 'reassign' }>): Work =>
  async ({ subjectKind: kind, subjectId: id, version }) => {
    if (version === null) throw new Problem('not-allowed')
    const as = forRow(who, `${kind}.acted`, { kind, id })
    if (kind === 'referral') return actOnReferral(db, as, id, { action: 'assign', version, assigneeId: personId })
    if (kind === 'task') return actOnTask(db, as, id, { action: 'assign', version, assigneeId: personId })
    return actOnCase(db, as, id, { action: 'assign-lead', version, personId }, withdrawWithCase)
  }
