import { recordTypes } from '@palermo/shared/record-types.ts'
import { withLife } from '@palermo/shared/records/collection.ts'
import type { Party } from '@palermo/shared/workflow.ts'
import type { Fragment } from 'postgres'
import { send, type Tx } from './actor.ts'
import { tablesByType } from './declared.ts'
import { asJson } from './json.ts'

/** The parties that are notified of a changed row of one record type. */
interface Notified {
  type: string
  parties: readonly Pick<Party, 'agencyId' | 'personId'>[]
}

/**
 * Records an action on every row that a database function changed in this transaction because of an action on another
 * record. `moved` is the call of that function. The rows keep their deadlines. The statement is sent at once.
 */
export const recordMoved = (tx: Tx, action: string, moved: Fragment, notified?: Notified) =>
  send(tx.sql`
    select app.record(m.noun, ${tx.sql.json(tablesByType)}::jsonb ->> m.noun, m.id, m.version, m.status, ${action}, m.case_id, m.reference, m.priority, '{}', '{}', '[]', '[]',
        case when m.noun = ${notified?.type ?? null}::text then ${tx.sql.json(asJson(notified?.parties ?? []))}::jsonb else '[]' end)
      from ${moved} m`)

/** Returns the deadlines that an action of a record type closes, as declared. */
export const closedBy = (noun: string, action: string): string[] => {
  const type = withLife(recordTypes).find(({ name }) => name === noun)
  return [...(type?.workflow.actions[action]?.closes ?? [])]
}
