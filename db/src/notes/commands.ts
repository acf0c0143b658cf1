import type { NewNote, Note } from '@palermo/shared/notes/contract.ts'
import { Problem } from '@palermo/shared/problem.ts'
import { v7 } from 'uuid'
import { asActor, type Tx, type Who } from '../actor.ts'
import type { Database } from '../database.ts'
import { once, type Retry } from '../idempotency.ts'
import { markMoved } from '../moved.ts'
import { openText, type SealedRow, writeTexts } from '../texts.ts'

/** Writes a note behind its wall, where only those behind it will read it. @throws Problem not-found, not-allowed */
export const writeNote = (db: Database, who: Who, retry: Retry, input: NewNote): Promise<Note> =>
  asActor(db, who, async (tx, actor) => {
    const [known] = await tx.sql<
      { walls: string[] }[]
    >`select authz.walls(c.id) as walls from app.cases c where c.id = ${input.caseId}`
    if (!known) throw new Problem('not-found')
    if (!known.walls.includes(input.compartment)) throw new Problem('not-allowed')
    if (input.corrects !== undefined) await correctable(tx, input)
    const fresh = v7()
    const id = await once(tx, actor, retry, fresh, async () => {
      await tx.sql`insert into app.notes (id, case_id, kind, compartment, agency_id, author_id, corrects)
        values (${fresh}, ${input.caseId}, ${input.kind}, ${input.compartment}, ${actor.agencyId}, ${actor.personId}, ${input.corrects ?? null})`
      const { caseId, compartment, text } = input
      markMoved(tx, { kind: 'case', id: caseId }, compartment)
      await writeTexts(tx, db.ring, actor, [
        { caseId, compartment, subjectKind: 'note', subjectId: fresh, field: 'note', text },
      ])
    })
    return noteIn(db, tx, id, actor.personId)
  })

/** A correction stands beside what it corrects, behind the same wall, by the same hand. */
const correctable = async (tx: Tx, { corrects, caseId, compartment }: NewNote) => {
  const [old] =
    await tx.sql`select 1 from app.notes where id = ${corrects ?? null} and case_id = ${caseId} and compartment = ${compartment} and author_id = (select person_id from authz.me)`
  if (!old)
    throw new Problem('invalid', undefined, { errors: [{ pointer: '/corrects', detail: 'is no note of yours here' }] })
}

const noteIn = async (db: Database, tx: Tx, id: string, reader: string): Promise<Note> => {
  const [row] = await tx.sql<Omit<Note, 'text' | 'mine'>[]>`select * from app.note_rows where id = ${id}`
  if (!row) throw new Problem('not-found')
  const [text] = await tx.sql<SealedRow[]>`
    select id, compartment, field, encode(sealed, 'base64') as sealed, owner_agency_id as "ownerAgencyId", at from app.sealed_texts where subject_id = ${id}`
  return { ...row, text: text ? openText(db.ring, text).text : '', mine: row.authorId === reader }
}
