import type { Actor } from '@palermo/shared/actor.ts'
import { audiences, type Place, placeOf } from '@palermo/shared/audiences.ts'
import type { NewNote, Note } from '@palermo/shared/notes/contract.ts'
import { Problem } from '@palermo/shared/problem.ts'
import { v7 } from 'uuid'
import { type RequestContext, type Tx, write } from '../actor.ts'
import type { Database } from '../database.ts'
import { once, type Retry } from '../idempotency.ts'
import { markMoved } from '../moved.ts'
import { insert } from '../prepared.ts'
import { oneOf, orNull, rowsOf, text, texts } from '../readers.ts'
import type { SlotSql } from '../slots.ts'
import { openText, textsOf, writeTexts } from '../texts.ts'
import { notes } from './table.ts'

const compartmentRows = rowsOf({ compartments: texts })

/** Writes a note in its compartment for its audience. @throws Problem not-found, not-allowed, invalid */
export const writeNote = (db: Database, who: RequestContext, retry: Retry, input: NewNote): Promise<Note> =>
  write(db, who, async (tx, actor) => {
    const [known] = await compartmentRows(
      tx.sql`select authz.compartments(c.id) as compartments from app.cases c where c.id = ${input.caseId}`,
    )
    if (!known) throw new Problem('not-found')
    const { audience, compartment } =
      input.corrects === undefined ? placeFor(actor, known.compartments, input) : await correctable(tx, input)
    if (!known.compartments.includes(compartment)) throw new Problem('not-allowed')
    const fresh = v7()
    const id = await once(tx, actor, retry, fresh, async () => {
      const { caseId, kind, text, corrects } = input
      const { agencyId, personId: authorId } = actor
      await insertNote(tx.sql, { id: fresh, caseId, kind, audience, compartment, agencyId, authorId, corrects })
      markMoved(tx, { kind: 'case', id: caseId }, compartment)
      await writeTexts(tx, db.ring, actor, [
        { caseId, compartment, subjectKind: 'note', subjectId: fresh, field: 'note', text },
      ])
    })
    return noteIn(db, tx, id, actor.personId)
  })

export const insertNote = (sql: SlotSql, note: typeof notes.$inferInsert) => insert(sql, notes, note)

/**
 * Returns compartment and audience of a new entry by this author.
 * @throws Problem not-allowed if the author can write in no possible compartment; invalid if audience and compartment
 * contradict each other
 */
export const placeFor = (
  actor: Actor,
  compartments: readonly string[],
  input: Pick<NewNote, 'audience' | 'compartment'>,
): Place => {
  const place = placeOf(input, actor, compartments)
  if (place) return place
  if (input.audience === undefined || input.compartment === undefined) throw new Problem('not-allowed')
  throw new Problem('invalid', undefined, {
    errors: [{ pointer: '/audience', detail: 'does not lie in this compartment' }],
  })
}

const placeRows = rowsOf({ audience: oneOf(audiences), compartment: notes.compartment })

/**
 * Checks a correction, which must have the author and the readers of the note that it corrects. The corrected note is
 * kept.
 */
const correctable = async (tx: Tx, { corrects, caseId, audience, compartment }: NewNote): Promise<Place> => {
  const [old] = await placeRows(tx.sql`
    select audience, compartment from app.notes
     where id = ${corrects ?? null} and case_id = ${caseId} and author_id = (select person_id from authz.me)`)
  if (!old || (compartment ?? old.compartment) !== old.compartment)
    throw new Problem('invalid', undefined, { errors: [{ pointer: '/corrects', detail: 'is no note of yours here' }] })
  if ((audience ?? old.audience) !== old.audience)
    throw new Problem('invalid', undefined, {
      errors: [{ pointer: '/audience', detail: 'is the same as of the note that it corrects' }],
    })
  return old
}

const noteRows = rowsOf({
  id: notes.id,
  caseId: notes.caseId,
  kind: notes.kind,
  compartment: notes.compartment,
  agencyId: orNull(notes.agencyId),
  agencyName: orNull(text),
  authorId: orNull(notes.authorId),
  at: notes.at,
  corrects: notes.corrects,
  audience: oneOf(audiences),
})

const noteIn = async (db: Database, tx: Tx, id: string, reader: string): Promise<Note> => {
  const [row] = await noteRows(tx.sql`select * from app.note_rows where id = ${id}`)
  if (!row) throw new Problem('not-found')
  const [sealed] = await textsOf(tx.sql, id)
  return { ...row, text: sealed ? openText(db.ring, sealed).text : '', mine: row.authorId === reader }
}
