import type { Actor } from '@palermo/shared/actor.ts'
import { caseWorkflow, runningCases } from '@palermo/shared/cases/record.ts'
import type { Contact, NewContact } from '@palermo/shared/contacts/contract.ts'
import { Problem } from '@palermo/shared/problem.ts'
import { permits, relationsOf } from '@palermo/shared/workflow.ts'
import { eq, sql as fragment } from 'drizzle-orm'
import { v7 } from 'uuid'
import { type RequestContext, type Tx, write } from '../actor.ts'
import { type CaseDocument, caseIn, caseSubject } from '../cases/queries.ts'
import type { Database } from '../database.ts'
import { once, type Retry } from '../idempotency.ts'
import { insert, prepared } from '../prepared.ts'
import { rulebookOf } from '../rulebook.ts'
import { writeTexts } from '../texts.ts'
import { transition } from '../transition.ts'
import { contactRows, presentContact, readContactRows } from './queries.ts'
import { contacts } from './table.ts'

/**
 * Records one attempt to reach the person. While contact is lost, the attempt also changes the search: a failed attempt
 * starts the deadline of the next attempt, a successful attempt ends the search.
 * @throws Problem not-found, not-allowed without access to C1, wrong-status for a closed case, invalid for a future
 * time
 */
export const logContact = (db: Database, who: RequestContext, retry: Retry, input: NewContact): Promise<Contact> =>
  write(db, who, async (tx, actor) => {
    // Locks the case, so that concurrent attempts are logged one after the other instead of failing with
    // changed-meanwhile.
    await tx.sql`select 1 from app.cases where id = ${input.caseId} for no key update`
    const row = await caseIn(tx, input.caseId)
    if (!row.compartments.includes('C1')) throw new Problem('not-allowed')
    const at = input.at ?? tx.now
    if (Date.parse(at) > Date.parse(tx.now))
      throw new Problem('invalid', undefined, { errors: [{ pointer: '/at', detail: 'has not been yet' }] })
    const fresh = v7()
    const id = await once(tx, actor, retry, fresh, async () => {
      if (!runningCases.includes(row.status)) throw new Problem('wrong-status')
      const { way, outcome, safe } = input
      const by = { agencyId: actor.agencyId, personId: actor.personId }
      await insert(tx.sql, contacts, { id: fresh, caseId: row.id, audience: 'helping', ...by, way, outcome, safe, at })
      if (input.note !== undefined)
        await writeTexts(tx, db.ring, actor, [
          {
            caseId: row.id,
            compartment: 'C1',
            subjectKind: 'contact',
            subjectId: fresh,
            field: 'note',
            text: input.note,
          },
        ])
      await moveSearch(db, tx, actor, row, input)
    })
    return contactIn(db, tx, actor, id)
  })

/**
 * Applies an attempt to the search for a person with whom contact is lost. An attempt that was made before the loss has
 * no effect.
 */
const moveSearch = async (db: Database, tx: Tx, actor: Actor, row: CaseDocument, { outcome, at }: NewContact) => {
  if (row.status !== 'contact-lost') return
  const since = row.deadlines.find(({ key, closedAt }) => key === 'followup.after-silence' && closedAt === null)
  if (at !== undefined && since !== undefined && Date.parse(at) < Date.parse(since.startedAt)) return
  const subject = caseSubject(row, actor)
  const action = outcome === 'reached' ? 'find-again' : 'try-again'
  // An attempt by another agency is recorded, but does not move the deadline, which the case lead owes.
  if (!permits(caseWorkflow.actions[action], relationsOf(actor, subject.parties), actor.function)) return
  await transition(tx, actor, await rulebookOf(db, tx.sql), caseWorkflow, subject, { action, version: row.version })
}

/**
 * Withdraws an entry of the actor from the contact log.
 * @throws Problem not-found, not-allowed for an entry of another author
 */
export const strikeContact = (db: Database, who: RequestContext, id: string): Promise<Contact> =>
  write(db, who, async (tx, actor) => {
    const [row] = await readContactRows(tx.sql`${contactRows(tx.sql)} where k.id = ${id}`)
    if (!row) throw new Problem('not-found')
    if (row.personId !== actor.personId) throw new Problem('not-allowed')
    await strike(tx.sql, { id, at: tx.now })
    return contactIn(db, tx, actor, id)
  })

const strike = prepared((build, { id, at }: { id: string; at: string }) =>
  build
    .update(contacts)
    .set({ struckAt: fragment`coalesce(${contacts.struckAt}, ${at}::timestamptz)` })
    .where(eq(contacts.id, id)),
)

const contactIn = async (db: Database, tx: Tx, actor: Actor, id: string): Promise<Contact> => {
  const [row] = await readContactRows(tx.sql`${contactRows(tx.sql)} where k.id = ${id}`)
  if (!row) throw new Problem('not-found')
  return presentContact(db, row, actor.personId)
}
