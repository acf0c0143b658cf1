import { type RequestContext, read } from '../actor.ts'
import type { Database } from '../database.ts'
import { type SealedRow, sealedRows } from '../texts.ts'

interface InThread {
  id: string
  threadId: string
  compartments: readonly string[]
  texts: SealedRow[]
}

/**
 * Adds the answers of the first referral of the thread, which alone stores them, for readers of their compartments. If
 * the given referral is the first, no further query is needed.
 */
export const withFirstAnswers = async <R extends InThread>(db: Database, who: RequestContext, row: R): Promise<R> => {
  const { id, threadId, compartments, texts } = row
  if (threadId === id || !compartments.includes('C1')) return row
  const { rows } = await read(db, who, (sql) => [
    sealedRows(sql`
      select t.id, t.compartment, t.field, encode(t.sealed, 'base64') as sealed, t.owner_agency_id as "ownerAgencyId", t.at
        from app.sealed_texts t where t.subject_id = ${threadId} and t.field = 'answers'`),
  ])
  return { ...row, texts: [...rows[0], ...texts] }
}
