import { Me, type SessionList } from '@palermo/shared/accounts/contract.ts'
import { ownActionsOf } from '@palermo/shared/accounts/own-actions.ts'
import { Problem } from '@palermo/shared/problem.ts'
import { type RequestContext, read, write } from '../actor.ts'
import type { Database } from '../database.ts'
import { document, flag, number, rowsOf, text } from '../readers.ts'
import { people, sessions } from './table.ts'

const meRows = rowsOf({
  name: people.name,
  email: people.email,
  agencyName: text,
  locale: people.locale,
  zone: people.zone,
  demo: flag,
  neutralPage: text,
  emergency: document(Me.shape.emergency),
})
const sessionRows = rowsOf({
  id: sessions.id,
  current: flag,
  startedAt: sessions.startedAt,
  lastSeenAt: sessions.lastSeenAt,
  expiresAt: sessions.expiresAt,
  device: sessions.device,
})
const limitRows = rowsOf({ idleMinutes: number, longestMinutes: number, most: number })
const endedRows = rowsOf({ ended: flag })

/** Reads the signed-in person's own data for the frame of every page. */
export const readMe = async (db: Database, who: RequestContext, usualNeutralPage: string): Promise<Me> => {
  const { actor, rows } = await read(db, who, (sql) => [
    meRows(sql`
      select p.name, p.email, coalesce(i.name, a.label) as "agencyName", p.locale, p.zone, t.demo,
          coalesce(t.neutral_page, ${usualNeutralPage}) as "neutralPage",
          (select v.document -> 'emergency' from app.profiles v where v.code = t.profile order by v.version desc limit 1) as emergency
        from app.people p join app.agencies a on a.id = p.agency_id left join app.agency_identities i on i.agency_id = a.id
          cross join app.task_force t
       where p.id = (select person_id from authz.me)`),
  ])
  const [row] = rows[0]
  if (!row) throw new Problem('not-signed-in')
  return { ...actor, ...row, actions: ownActionsOf(actor) }
}

export const listSessions = async (db: Database, who: RequestContext): Promise<SessionList> => {
  const { rows } = await read(db, who, (sql) => [
    sessionRows(
      sql`select id, current, started_at as "startedAt", last_seen_at as "lastSeenAt", expires_at as "expiresAt", device from authz.my_sessions()`,
    ),
    limitRows(
      sql`select idle_minutes as "idleMinutes", longest_minutes as "longestMinutes", most from authz.limits_of_sessions()`,
    ),
  ])
  const [limits] = rows[1]
  if (!limits) throw new Problem('unavailable')
  return { items: rows[0], limits }
}

/** Ends all sessions of the actor except the current one. */
export const endOtherSessions = (db: Database, who: RequestContext): Promise<void> =>
  write(db, who, async (tx) => {
    await tx.sql`select authz.end_other_sessions()`
  })

/**
 * Ends one session of the actor.
 * @throws Problem not-found
 */
export const endSession = (db: Database, who: RequestContext, id: string): Promise<void> =>
  write(db, who, async (tx) => {
    const [row] = await endedRows(tx.sql`select authz.end_session(${id}) as ended`)
    if (!row?.ended) throw new Problem('not-found')
  })

/**
 * Ends the current session: at once, or after `within` seconds, so that input that the page sent before the sign-out is
 * still accepted.
 */
export const endThisSession = (db: Database, who: RequestContext, within = 0): Promise<void> =>
  write(db, who, async (tx) => {
    if (within > 0) await tx.sql`select authz.end_this_session_within(${within}::integer)`
    else await tx.sql`select authz.end_session(s.id) from authz.my_sessions() s where s.current`
  })
