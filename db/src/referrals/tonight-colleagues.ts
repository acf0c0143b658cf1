import { coordinators } from '@palermo/shared/actor.ts'
import type { Tx } from '../actor.ts'
import type { Message } from '../outbox.ts'
import { rowsOf, text } from '../readers.ts'

const colleagueRows = rowsOf({ id: text })

/**
 * Returns the staff of the agency that received a referral for tonight. The banner on their pages must change after
 * each action on the referral, also after an action that sends no notification.
 */
export const tonightColleagues = async (tx: Tx, messages: readonly Message[]): Promise<string[]> => {
  const moved = messages.flatMap(({ subjectKind, subjectId, deadlineId }) =>
    subjectKind === 'referral' && deadlineId === undefined ? [subjectId] : [],
  )
  if (moved.length === 0) return []
  const rows = await colleagueRows(tx.sql`
    select p.id from app.people p
     where p.disabled_at is null and p.function = any (${[...coordinators]}::text[])
       and p.agency_id in (select r.to_agency_id from app.referrals r
         where r.id = any (${moved}::text[]::uuid[]) and r.urgency = 'tonight')`)
  return rows.map(({ id }) => id)
}
