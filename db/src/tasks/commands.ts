import { type Actor, seesTeam } from '@palermo/shared/actor.ts'
import type { Place } from '@palermo/shared/audiences.ts'
import { runningCases } from '@palermo/shared/cases/record.ts'
import { urgencies } from '@palermo/shared/codes/urgency.ts'
import { Problem } from '@palermo/shared/problem.ts'
import type { ActOnTask, NewTask, Task } from '@palermo/shared/tasks/contract.ts'
import { partiesOfTask, type TaskRelation, taskWorkflow } from '@palermo/shared/tasks/record.ts'
import { v7 } from 'uuid'
import { type RequestContext, type Tx, write } from '../actor.ts'
import type { Database } from '../database.ts'
import { once, type Retry } from '../idempotency.ts'
import { insertNote, placeFor } from '../notes/commands.ts'
import { insert } from '../prepared.ts'
import { flag, oneOf, rowsOf, text, texts } from '../readers.ts'
import { rulebookOf } from '../rulebook.ts'
import { openText, textsOf, writeTexts } from '../texts.ts'
import { checkAct, recordCreation, type Subject, transition } from '../transition.ts'
import { presentTask, taskRows } from './present.ts'
import { tasks } from './table.ts'

const caseRows = rowsOf({
  status: text,
  reference: text,
  urgency: oneOf(urgencies),
  childProcedure: flag,
  compartments: texts,
})

const caseRow = async ({ sql }: Tx, id: string) => {
  const [row] = await caseRows(sql`
    select status, reference, app.urgency_now(urgency, opened_at, status) as urgency, child_procedure as "childProcedure", authz.compartments(id) as compartments
      from app.cases where id = ${id}`)
  if (!row) throw new Problem('not-found')
  return row
}

/**
 * Creates a task with a due time for the author's agency. The text of the task is stored in a compartment; kind and
 * time are in C0.
 */
export const createTask = (db: Database, who: RequestContext, retry: Retry, input: NewTask): Promise<Task> =>
  write(db, who, async (tx, actor) => {
    const known = await caseRow(tx, input.caseId)
    // In a case that is not running, open tasks may still be done, but no new task begins.
    if (!runningCases.some((status) => status === known.status)) throw new Problem('wrong-status')
    // A task without text needs no compartment.
    const place: Place =
      input.text === undefined
        ? { audience: 'own-agency-and-lead', compartment: 'C1' }
        : placeFor(actor, known.compartments, input)
    if (input.text !== undefined && !known.compartments.includes(place.compartment)) throw new Problem('not-allowed')
    const assigneeId = input.assigneeId ?? actor.personId
    if (assigneeId !== actor.personId) await colleague(tx, actor, input.caseId, assigneeId)
    const rules = await rulebookOf(db, tx.sql)
    const fresh = v7()
    const id = await once(tx, actor, retry, fresh, async () => {
      const row = {
        id: fresh,
        status: 'open',
        caseId: input.caseId,
        caseReference: known.reference,
        kind: input.kind,
        ...place,
        agencyId: actor.agencyId,
        assigneeId,
        authorId: actor.personId,
        dueAt: input.dueAt,
      } as const
      await insert(tx.sql, tasks, row)
      const { urgency, childProcedure } = known
      const subject = { ...row, version: 1, urgency, childProcedure, parties: partiesOfTask(row) }
      await recordCreation(tx, rules, taskWorkflow, subject)
      if (input.text !== undefined)
        await writeWords(db, tx, actor, {
          caseId: input.caseId,
          compartment: place.compartment,
          id: fresh,
          text: input.text,
        })
    })
    return taskIn(db, tx, id, actor)
  })

const writeWords = (
  db: Database,
  tx: Tx,
  actor: Actor,
  { id, caseId, compartment, text }: Pick<Task, 'id' | 'caseId' | 'compartment'> & { text: string },
) => writeTexts(tx, db.ring, actor, [{ caseId, compartment, subjectKind: 'task', subjectId: id, field: 'task', text }])

const colleagueRows = rowsOf({ able: flag })

/**
 * Checks that the assignee sees the case. A colleague who does not is first added to the case, in C0 only, if the actor
 * is a supervisor on the team.
 * @throws Problem invalid
 */
const colleague = async (tx: Tx, actor: Actor, caseId: string, personId: string) => {
  const [person] = await colleagueRows(tx.sql`
    select app.may_be_given(${caseId}, id) as able from app.people
     where id = ${personId} and agency_id = ${actor.agencyId} and disabled_at is null`)
  const detail = !person ? 'not a colleague' : 'is not on this case'
  if (person?.able) return
  if (!person || !seesTeam.some((role) => role === actor.function))
    throw new Problem('invalid', undefined, { errors: [{ pointer: '/assigneeId', detail }] })
  await tx.sql`select app.assign_member(${caseId}, ${personId}, array['C0'])`
}

export const actOnTask = (db: Database, who: RequestContext, id: string, input: ActOnTask): Promise<Task> =>
  write(db, who, async (tx, actor) => {
    const task = await taskIn(db, tx, id, actor)
    const rules = await rulebookOf(db, tx.sql)
    const subject = await subjectOf(tx, task)
    checkAct(actor, taskWorkflow, subject, input)
    switch (input.action) {
      case 'assign': {
        await colleague(tx, actor, task.caseId, input.assigneeId)
        const after = partiesOfTask({ agencyId: task.agencyId, assigneeId: input.assigneeId })
        await transition(tx, actor, rules, taskWorkflow, subject, input, {
          set: { assignee_id: input.assigneeId },
          after,
        })
        break
      }
      case 'finish':
      case 'cancel':
        await transition(tx, actor, rules, taskWorkflow, subject, input)
        if (input.note !== undefined) await writeNoteOf(db, tx, actor, task, input.note)
        break
      case 'reopen':
        await transition(tx, actor, rules, taskWorkflow, subject, input)
    }
    return taskIn(db, tx, id, actor)
  })

/** Writes the result of a task as a note of the case, in the compartment and for the readers of the task. */
const writeNoteOf = async (db: Database, tx: Tx, actor: Actor, task: Task, text: string) => {
  const id = v7()
  await insertNote(tx.sql, {
    id,
    caseId: task.caseId,
    kind: 'observation',
    audience: task.audience,
    compartment: task.compartment,
    agencyId: actor.agencyId,
    authorId: actor.personId,
  })
  await writeTexts(tx, db.ring, actor, [
    { caseId: task.caseId, compartment: task.compartment, subjectKind: 'note', subjectId: id, field: 'note', text },
  ])
}

const subjectOf = async (tx: Tx, task: Task): Promise<Subject<TaskRelation> & Pick<Task, 'dueAt'>> => {
  const known = await caseRow(tx, task.caseId)
  return {
    id: task.id,
    version: task.version,
    status: task.status,
    caseId: task.caseId,
    caseReference: task.caseReference,
    urgency: known.urgency,
    childProcedure: known.childProcedure,
    parties: partiesOfTask(task),
    dueAt: task.dueAt,
  }
}

const taskIn = async (db: Database, tx: Tx, id: string, actor: Actor): Promise<Task> => {
  const [row] = await taskRows(tx.sql`select * from app.task_rows where id = ${id}`)
  if (!row) throw new Problem('not-found')
  const [sealed] = await textsOf(tx.sql, id)
  return presentTask(row, sealed ? openText(db.ring, sealed).text : null, actor, tx.now)
}
