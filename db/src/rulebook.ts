import type { Calendar } from '@palermo/shared/deadlines/calendar.ts'
import type { Profile } from '@palermo/shared/deadlines/profile.ts'
import type { SlotSql } from './slots.ts'
import { storedProfile } from './stored-profile.ts'

/**
 * The profile that is in force for this task force, with its calendar. A running deadline keeps the profile version
 * under which it was started.
 */
export interface Rulebook {
  profile: Profile
  calendar: Calendar
}

interface Row {
  document: unknown
  zone: string
  holidays: string[] | null
}

/**
 * Reads the rulebook.
 * @throws if no profile is stored or the stored profile is invalid, since no record may be written without its
 * deadlines
 */
export const readRulebook = async (sql: SlotSql): Promise<Rulebook> => {
  const [row] = await sql<Row[]>`
    select p.document, t.zone, (select array_agg(h.on_date::text) from app.holidays h where h.calendar = t.calendar) as holidays
      from app.task_force t
      join lateral (select * from app.profiles p where p.code = t.profile order by p.version desc limit 1) p on true`
  if (!row) throw new Error('no jurisdiction profile is loaded')
  const profile = storedProfile(row.document)
  return {
    profile,
    calendar: { zone: row.zone, holidays: new Set(row.holidays ?? []), weekend: profile.weekend },
  }
}

const ttl = 30_000
const books = new WeakMap<object, { at: number; rules: Promise<Rulebook> }>()

/**
 * Returns the rulebook of this process, which is read again every half minute, so that all processes soon use a new
 * version.
 */
export const rulebookOf = (owner: object, sql: SlotSql): Promise<Rulebook> => {
  const known = books.get(owner)
  if (known && performance.now() - known.at < ttl) return known.rules
  const rules = readRulebook(sql)
  books.set(owner, { at: performance.now(), rules })
  rules.catch(() => books.delete(owner))
  return rules
}
