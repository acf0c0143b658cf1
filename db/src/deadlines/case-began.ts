import { localDate } from '@palermo/shared/deadlines/calendar.ts'
import { Problem } from '@palermo/shared/problem.ts'
import type { Tx } from '../actor.ts'

/** How long before the case began something that starts one of its clocks may have happened. */
const daysBefore = 90

/** A mistyped year is refused in words, before it starts or ends a clock. @throws Problem invalid, at `pointer` */
export const checkAgainstCase = async (
  { sql }: Tx,
  { caseId, zone, at, pointer }: { caseId: string; zone: string; at: string; pointer: string },
): Promise<void> => {
  const [row] = await sql<{ began: string | null }[]>`select app.case_began(${caseId}) as began`
  const began = row?.began
  if (!began || Date.parse(at) >= Date.parse(began) - daysBefore * 86_400_000) return
  const detail = `is more than ${daysBefore} days before this case began on ${localDate(new Date(began).toISOString(), zone)}: check the year`
  throw new Problem('invalid', undefined, { errors: [{ pointer, detail }] })
}
