import type { Actor } from '@palermo/shared/actor.ts'
import { functions } from '@palermo/shared/actor.ts'
import {
  type Agency,
  type AgencyQuery,
  type Colleague,
  Eligibility,
  OpeningHours,
  type Rota,
  type Shift,
  type Tonight,
  type TonightQuery,
} from '@palermo/shared/agencies/contract.ts'
import { onCallAt, openAt } from '@palermo/shared/agencies/hours.ts'
import { changeableBy, keepsRota } from '@palermo/shared/agencies/policy.ts'
import { rotaLength } from '@palermo/shared/agencies/rota.ts'
import { tonightOf } from '@palermo/shared/agencies/tonight.ts'
import { servicesFor } from '@palermo/shared/codes/needs.ts'
import { type Service, services } from '@palermo/shared/codes/services.ts'
import { decodeCursor, encodeCursor } from '@palermo/shared/page.ts'
import { Problem } from '@palermo/shared/problem.ts'
import { z } from 'zod'
import { type RequestContext, read, type Tx } from '../actor.ts'
import type { Database } from '../database.ts'
import { document, flag, instant, oneOf, type RowRead, rowsOf, someOf, text } from '../readers.ts'
import type { SlotSql } from '../slots.ts'
import { agencies, onCall } from './table.ts'

/** The columns of a directory entry that the reader may see and that a change starts from. */
export const entryColumns = {
  version: agencies.version,
  name: text,
  sector: agencies.sector,
  region: agencies.region,
  protected: agencies.protected,
  placementDesk: agencies.placementDesk,
  services: someOf(services),
  eligibility: document(Eligibility),
  languages: agencies.languages,
  hours: document(z.array(OpeningHours)),
  alwaysOpen: agencies.alwaysOpen,
  zone: agencies.zone,
  dutyPhone: agencies.dutyPhone,
  takesReferrals: agencies.takesReferrals,
}
/** The columns of an entry as row security shows it to the reader, with the contact that is on call now. */
const agencyColumns = {
  id: agencies.id,
  ...entryColumns,
  now: instant,
  shifts: document(z.array(z.object({ phone: z.string(), fromAt: z.string(), untilAt: z.string() }))),
}
const agencyRows = rowsOf(agencyColumns)
const tonightRows = rowsOf({ ...agencyColumns, fits: flag })
type AgencyRow = RowRead<typeof agencyRows>

/**
 * Selects directory entries as row security shows them. Name and telephone number of a protected provider are in
 * another table, which only the provider's own staff and administrators can read; the provider's rota is read only by
 * its own staff.
 */
const entries = (sql: SlotSql) => sql`
  select a.id, a.version, coalesce(i.name, a.label) as name, a.sector, a.region, a.protected, a.placement_desk as "placementDesk",
      a.services, a.eligibility, a.languages, a.hours, a.always_open as "alwaysOpen", a.zone,
      coalesce(a.duty_phone, i.duty_phone) as "dutyPhone", a.takes_referrals as "takesReferrals", app.now() as now,
      (select coalesce(json_agg(json_build_object('phone', o.phone, 'fromAt', o.from_at, 'untilAt', o.until_at)), '[]')
        from app.on_call o where o.agency_id = a.id and o.until_at > app.now() and o.from_at <= app.now()) as shifts
    from app.agencies a left join app.agency_identities i on i.agency_id = a.id`

const present = ({ shifts, now, ...entry }: AgencyRow, actor: Actor): Agency => ({
  ...entry,
  onCallNow: onCallAt(shifts, now),
  openNow: openAt(entry, now),
  mayChange: changeableBy(actor, entry.id),
  keepsRota: keepsRota(actor, entry.id),
})

/**
 * Maximum number of entries whose opening hours are checked for one page. A page may therefore have few entries
 * although more pages follow.
 */
const scan = 1000

/**
 * Lists the directory, ordered by label. A search finds a protected provider by its true name only for readers who may
 * know that name.
 * @throws Problem bad-request for an invalid cursor
 */
export const listAgencies = async (
  db: Database,
  who: RequestContext,
  query: AgencyQuery,
): Promise<{ items: Agency[]; nextCursor: string | null }> => {
  const wanted = query.openNow ? scan : query.limit
  const after = afterOf(query.cursor)
  const { actor, rows } = await read(db, who, (sql) => [
    agencyRows(sql`${entries(sql)} where true ${narrowed(sql, query)}
      ${after === undefined ? sql`` : sql`and (a.label, a.id) > ((select label from app.agencies where id = ${after}), ${after}::uuid)`}
      order by a.label, a.id limit ${wanted + 1}`),
  ])
  const found = rows[0].slice(0, wanted).map((row) => present(row, actor))
  const fitting = query.openNow ? found.filter(({ openNow, onCallNow }) => openNow || onCallNow !== null) : found
  const items = fitting.slice(0, query.limit)
  const last = fitting.length > query.limit ? items.at(-1) : rows[0].length > wanted ? found.at(-1) : undefined
  return { items, nextCursor: last ? encodeCursor(['agencies', last.id]) : null }
}

/** Parses a cursor, which holds only the agency's id, since a label may be too long for a URL. */
const afterOf = (cursor: string | undefined): string | undefined => {
  if (cursor === undefined) return undefined
  const [list, id] = decodeCursor(cursor) ?? []
  if (list !== 'agencies') throw new Problem('bad-request', 'This cursor is not one of ours.')
  return id
}

const narrowed = (sql: SlotSql, query: Partial<AgencyQuery>) => {
  const services = servicesOf(query)
  const like = query.q ? `%${query.q.replaceAll(/[\\%_]/g, '\\$&')}%` : undefined
  return sql`
    ${
      like === undefined
        ? sql``
        : sql`and (a.label ilike ${like} or a.region ilike ${like} or i.name ilike ${like}
      or exists (select from unnest(a.aliases || coalesce(i.aliases, '{}')) alias where alias ilike ${like}))`
    }
    ${query.sector === undefined ? sql`` : sql`and a.sector = ${query.sector}`}
    ${services === undefined ? sql`` : sql`and a.services && ${services}::text[]`}
    ${query.region ? sql`and lower(a.region) = lower(${query.region})` : sql``}
    ${query.language === undefined ? sql`` : sql`and ${query.language} = any (a.languages)`}`
}

const servicesOf = ({
  service,
  need,
  child,
}: Pick<AgencyQuery, 'service' | 'need' | 'child'>): Service[] | undefined => {
  const answering = need === undefined ? [] : servicesFor([need], child ? 'child' : 'adult')
  const wanted = service === undefined ? answering : [...answering, service]
  return wanted.length > 0 ? wanted : undefined
}

/** Reads one directory entry. @throws Problem not-found */
export const readAgency = async (db: Database, who: RequestContext, id: string): Promise<Agency> => {
  const { actor, rows } = await read(db, who, (sql) => [agencyRows(sql`${entries(sql)} where a.id = ${id}`)])
  return presentOne(rows[0], actor)
}

export const agencyIn = async (tx: Tx, actor: Actor, id: string): Promise<Agency> =>
  presentOne(await agencyRows(tx.sql`${entries(tx.sql)} where a.id = ${id}`), actor)

const presentOne = ([row]: readonly AgencyRow[], actor: Actor): Agency => {
  if (!row) throw new Problem('not-found')
  return present(row, actor)
}

/** Lists the whole directory for a file, which only administrators may download. @throws Problem not-allowed */
export const exportAgencies = async (db: Database, who: RequestContext): Promise<Agency[]> => {
  const { actor, rows } = await read(db, who, (sql) => [agencyRows(sql`${entries(sql)} order by a.label, a.id`)])
  if (actor.function !== 'administrator') throw new Problem('not-allowed')
  return rows[0].map((row) => present(row, actor))
}

const colleagueRows = rowsOf({ id: text, name: text, function: oneOf(functions) })

/** Lists the staff of the actor's own agency by name. @throws Problem not-found, not-allowed for another agency */
export const listColleagues = async (db: Database, who: RequestContext, agencyId: string): Promise<Colleague[]> => {
  const { actor, rows } = await read(db, who, (sql) => [
    sql`select 1 from app.agencies where id = ${agencyId}`,
    colleagueRows(sql`select id, name, function from app.people
      where agency_id = ${agencyId} and agency_id = (select agency_id from authz.me) and disabled_at is null order by name, id`),
  ])
  if (rows[0].length === 0) throw new Problem('not-found')
  if (actor.agencyId !== agencyId) throw new Problem('not-allowed')
  return [...rows[1]]
}

const { phone, fromAt, untilAt } = onCall
const rotaRows = rowsOf({ version: agencies.version, zone: agencies.zone, now: instant })
const shiftRows = rowsOf({ phone, fromAt, untilAt })
type RotaRow = RowRead<typeof rotaRows>

/** Reads the rota of the actor's own agency. @throws Problem not-found, not-allowed for another agency */
export const readRota = async (db: Database, who: RequestContext, agencyId: string): Promise<Rota> => {
  const { actor, rows } = await read(db, who, (sql) => [rotaHead(sql, agencyId), rotaShifts(sql, agencyId)])
  return presentRota(rows[0], rows[1], actor, agencyId)
}

export const rotaIn = async (tx: Tx, actor: Actor, agencyId: string): Promise<Rota> =>
  presentRota(await rotaHead(tx.sql, agencyId), await rotaShifts(tx.sql, agencyId), actor, agencyId)

const rotaHead = (sql: SlotSql, agencyId: string) =>
  rotaRows(sql`select version, zone, app.now() as now from app.agencies where id = ${agencyId}`)

const rotaShifts = (sql: SlotSql, agencyId: string) =>
  shiftRows(sql`select phone, from_at as "fromAt", until_at as "untilAt" from app.on_call
    where agency_id = ${agencyId} and until_at > app.now() order by from_at, id`)

const presentRota = ([head]: readonly RotaRow[], shifts: readonly Shift[], actor: Actor, agencyId: string): Rota => {
  if (!head) throw new Problem('not-found')
  if (actor.agencyId !== agencyId) throw new Problem('not-allowed')
  const { version, zone, now } = head
  return { version, zone, until: new Date(Date.parse(now) + rotaLength).toISOString(), shifts: [...shifts] }
}

const nowRows = rowsOf({ now: instant })

/** Lists the telephone numbers that a first responder can call now, to find a service for a person. */
export const readTonight = async (db: Database, who: RequestContext, query: TonightQuery): Promise<Tonight> => {
  const services = servicesOf(query)
  const { rows } = await read(db, who, (sql) => [
    nowRows(sql`select app.now() as now`),
    tonightRows(sql`select found.*, true as fits from (${entries(sql)} where true ${narrowed(sql, query)}) found
      union all select desk.*, false from (${entries(sql)} where a.placement_desk and not (true ${narrowed(sql, query)})) desk
      order by name, id limit ${scan}`),
  ])
  return tonightOf(rows[1], { now: new Date(rows[0][0]?.now ?? '').toISOString(), services })
}
