import { localDate } from '@palermo/shared/deadlines/calendar.ts'
import { Problem } from '@palermo/shared/problem.ts'
import type { Tx } from '../actor.ts'
import { instant, orNull, rowsOf } from '../readers.ts'

/** Maximum number of days by which an event that starts a deadline of a case may precede the opening of the case. */
const daysBefore = 90

const beganRows = rowsOf({ began: orNull(instant) })

/**
 * Refuses a time that lies too far before the case, such as one with a mistyped year, before it starts or ends a
 * deadline.
 * @throws Problem invalid, at `pointer`
 */
export const checkAgainstCase = async (
  { sql }: Tx,
  { caseId, zone, at, pointer }: { caseId: string; zone: string; at: string; pointer: string },
): Promise<void> => {
  const [row] = await beganRows(sql`select app.case_began(${caseId}) as began`)
  const began = row?.began
  if (!began || Date.parse(at) >= Date.parse(began) - daysBefore * 86_400_000) return
  const detail = `is more than ${daysBefore} days before this case began on ${localDate(new Date(began).toISOString(), zone)}: check the year`
  throw new Problem('invalid', undefined, { errors: [{ pointer, detail }] })
}
