import { type Actor, seesTeam } from '@palermo/shared/actor.ts'
import { Problem } from '@palermo/shared/problem.ts'
import { task } from '@palermo/shared/tasks/record.ts'
import { v7 } from 'uuid'
import type { Tx } from '../actor.ts'
import type { Database } from '../database.ts'
import { insertNote, placeFor } from '../notes/commands.ts'
import { flag, rowsOf } from '../readers.ts'
import { derivedRecord } from '../records/derived.ts'
import { writeTexts } from '../texts.ts'
import { shownTask } from './present.ts'
import { tasks } from './table.ts'

const colleagueRows = rowsOf({ able: flag })

/**
 * Checks that the assignee sees the case. A colleague who does not see it is first added to the case, in C0 only, if
 * the actor is a supervisor on the team.
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

interface Finished {
  db: Database
  tx: Tx
  actor: Actor
  row: Pick<typeof tasks.$inferSelect, 'caseId' | 'audience' | 'compartment'>
  input: { note?: string | undefined }
}

/** Writes the result of a task as a note of the case, in the compartment and for the readers of the task. */
const writeResult = async ({ db, tx, actor, row: { caseId, audience, compartment }, input: { note } }: Finished) => {
  if (note === undefined) return
  const id = v7()
  const by = { agencyId: actor.agencyId, authorId: actor.personId }
  await insertNote(tx.sql, { id, caseId, kind: 'observation', audience, compartment, ...by })
  await writeTexts(tx, db.ring, actor, [
    { caseId, compartment, subjectKind: 'note', subjectId: id, field: 'note', text: note },
  ])
}

export const { create: createTask, act: actOnTask } = derivedRecord(task, tasks, {
  shown: shownTask,
  byHand: {
    create: {
      before: async ({ tx, actor, input, known }) => {
        const { caseId, text, assigneeId = actor.personId } = input
        // A task without text needs no compartment.
        const place =
          text === undefined
            ? ({ audience: 'own-agency-and-lead', compartment: 'C1' } as const)
            : placeFor(actor, known.compartments, input)
        if (text !== undefined && !known.compartments.includes(place.compartment)) throw new Problem('not-allowed')
        if (assigneeId !== actor.personId) await colleague(tx, actor, caseId, assigneeId)
        return { ...place, agencyId: actor.agencyId, assigneeId, authorId: actor.personId }
      },
    },
    assign: {
      before: async ({ tx, actor, row, input }) => {
        await colleague(tx, actor, row.caseId, input.assigneeId)
        return undefined
      },
    },
    finish: { after: writeResult },
    cancel: { after: writeResult },
  },
})
