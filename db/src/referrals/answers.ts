import { Answers } from '@palermo/shared/forms/answers.ts'
import type { Database } from '../database.ts'
import { open } from '../seal.ts'
import { type SealedRow, tableOf } from '../texts.ts'

interface Answered {
  answers: Answers
  texts: readonly SealedRow[]
}

/** Returns all answers that the reader may read, merged into one form. */
export const answersOf = (db: Database, row: Answered): Answers => {
  const sealed = row.texts.filter(({ field }) => field === 'answers')
  const parts = sealed.map(({ id, field, compartment, sealed: bytes }) =>
    Answers.parse(
      JSON.parse(open(db.ring, { table: tableOf(compartment), field, id, compartment }, Buffer.from(bytes, 'base64'))),
    ),
  )
  return Object.assign({}, row.answers, ...parts)
}
