import type { Actor } from '@palermo/shared/actor.ts'
import { Problem } from '@palermo/shared/problem.ts'
import type { Row } from 'postgres'
import { type RequestContext, type Rows, read, send, type Tx } from '../actor.ts'
import type { Database } from '../database.ts'
import type { Pending } from '../prepared.ts'
import type { SlotSql } from '../slots.ts'

/** How one record is read and presented: for a request that reads it, and for the reply to a creation or an action. */
export interface Shown<Y> {
  /** Reads one record. @throws Problem not-found */
  read: (db: Database, who: RequestContext, id: string) => Promise<Y>
  /**
   * Sends the statements without waiting, so that they are sent together with the commit. Returns the function that
   * presents the record after the commit.
   */
  answer: (db: Database, tx: Tx, actor: Actor, id: string) => () => Promise<Y>
}

/**
 * Builds the functions that read and present a record.
 * @param present returns the reply, or undefined if the reader may not see the record
 */
export const shownBy = <const P extends readonly Pending<Row>[], Y>(
  statements: (sql: SlotSql, id: string) => P,
  present: (db: Database, rows: Rows<P>, actor: Actor) => Y | undefined,
): Shown<Y> => {
  const found = (reply: Y | undefined): Y => {
    if (reply === undefined) throw new Problem('not-found')
    return reply
  }
  return {
    read: async (db, who, id) => {
      const { actor, rows } = await read(db, who, (sql) => statements(sql, id))
      return found(present(db, rows, actor))
    },
    answer: (db, tx, actor, id) => {
      const sent = Promise.all(statements(tx.sql, id).map(send))
      sent.then(undefined, () => {})
      // Cast: the rows are in the order of the statements, which TypeScript cannot infer.
      return async () => found(present(db, (await sent) as Row[][] as Rows<P>, actor))
    },
  }
}
