import { Answers } from '@palermo/shared/forms/answers.ts'
import type { Database } from '../database.ts'
import { open } from '../seal.ts'
import { tableOf } from '../texts.ts'
import type { ReferralDocument } from './queries.ts'

/** All answers that the reader may read, put together again. */
export const answersOf = (db: Database, row: ReferralDocument): Answers => {
  const sealed = row.texts.filter(({ field }) => field === 'answers')
  const parts = sealed.map(({ id, field, compartment, sealed: bytes }) =>
    Answers.parse(
      JSON.parse(open(db.ring, { table: tableOf(compartment), field, id, compartment }, Buffer.from(bytes, 'base64'))),
    ),
  )
  return Object.assign({}, row.answers, ...parts)
}
