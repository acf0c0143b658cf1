import type { Actor } from '@palermo/shared/actor.ts'
import type { Agency, EditAgency, KeepRota, NewAgency, Rota } from '@palermo/shared/agencies/contract.ts'
import { labelOf } from '@palermo/shared/agencies/label.ts'
import { changeableBy, keepsRota } from '@palermo/shared/agencies/policy.ts'
import { faultsOfRota, joinShifts } from '@palermo/shared/agencies/rota.ts'
import { Problem } from '@palermo/shared/problem.ts'
import { eq } from 'drizzle-orm'
import { v7 } from 'uuid'
import { type RequestContext, type Tx, write } from '../actor.ts'
import type { Database } from '../database.ts'
import { once, type Retry } from '../idempotency.ts'
import { asJson } from '../json.ts'
import { phoneAt } from '../phone.ts'
import { insert, prepared } from '../prepared.ts'
import { rowsOf } from '../readers.ts'
import { agencyIn, entryColumns, rotaIn } from './queries.ts'
import { agencies, agencyIdentities } from './table.ts'

/**
 * Adds an agency to the directory.
 * @throws Problem not-allowed, invalid, key-reused
 */
export const createAgency = (db: Database, who: RequestContext, retry: Retry, input: NewAgency): Promise<Agency> =>
  write(db, who, async (tx, actor) => {
    if (actor.function !== 'administrator') throw new Problem('not-allowed')
    const fresh = v7()
    const id = await once(tx, actor, retry, fresh, () => insertAgency(tx, fresh, settle({ ...input, aliases: [] })))
    return agencyIn(tx, actor, id)
  })

/** All fields of a directory entry. `policy.ts` defines who may change which field. */
interface Entry extends NewAgency {
  aliases: string[]
}

/**
 * Checks and completes an entry.
 * @throws Problem invalid for an invalid telephone number, and for a placement desk without a telephone number
 */
const settle = (entry: Entry): Entry => {
  if (entry.protected && entry.placementDesk) {
    throw new Problem('invalid', undefined, {
      errors: [{ pointer: '/placementDesk', detail: 'a protected provider is called by nobody' }],
    })
  }
  return { ...entry, dutyPhone: entry.dutyPhone === null ? null : phoneAt('/dutyPhone', entry.dutyPhone) }
}

/**
 * Returns the directory row that every user may read. The row of a protected provider contains neither name nor
 * telephone number.
 */
const openColumns = (entry: Entry) => ({
  label: labelOf(entry),
  dutyPhone: entry.protected ? null : entry.dutyPhone,
  aliases: entry.protected ? [] : entry.aliases,
})

const insertAgency = async ({ sql }: Tx, id: string, entry: Entry): Promise<void> => {
  const { name, dutyPhone, ...rest } = entry
  await insert(sql, agencies, { ...rest, ...openColumns(entry), id })
  await insert(sql, agencyIdentities, { agencyId: id, name, dutyPhone, aliases: entry.aliases })
}

/**
 * Changes only the given fields of a directory entry. Supervisors and heads change the fields that their agency
 * maintains, administrators all fields. Protecting a provider hides its name and telephone number from other agencies
 * at once.
 * @throws Problem not-found, not-allowed with the fields that the actor may not change, changed-meanwhile, invalid
 */
export const changeAgency = (
  db: Database,
  who: RequestContext,
  id: string,
  { version, ...edit }: EditAgency,
): Promise<Agency> =>
  write(db, who, async (tx, actor) => {
    const current = await entryIn(tx, id)
    refuseOthersFields(actor, id, edit)
    if (current.version !== version) throw new Problem('changed-meanwhile')
    const given = Object.fromEntries(Object.entries(edit).filter(([, value]) => value !== undefined))
    const next = settle({ ...current, ...given })
    await writeAgency(tx, { id, version }, next)
    // A session keeps the sector with which it began, and rights depend on the sector, so a change of the sector ends
    // the sessions.
    if (next.sector !== current.sector) {
      await tx.sql`select authz.end_sessions_of(p.id) from app.people p where p.agency_id = ${id}`
    }
    return agencyIn(tx, actor, id)
  })

const refuseOthersFields = (actor: Actor, id: string, edit: object) => {
  const mine = changeableBy(actor, id)
  const others = Object.keys(edit).filter((field) => !mine.some((known) => known === field))
  if (others.length === 0) return
  throw new Problem('not-allowed', undefined, {
    errors:
      mine.length === 0
        ? []
        : others.map((field) => ({ pointer: `/${field}`, detail: 'is for an administrator to change' })),
  })
}

const entryRows = rowsOf({ ...entryColumns, aliases: agencies.aliases })

const entryIn = async ({ sql }: Tx, id: string): Promise<Entry & { version: number }> => {
  const [row] = await entryRows(sql`
    select a.version, coalesce(i.name, a.label) as name, a.sector, a.region, a.protected, a.placement_desk as "placementDesk",
        a.services, a.eligibility, a.languages, a.hours, a.always_open as "alwaysOpen", a.zone,
        coalesce(a.duty_phone, i.duty_phone) as "dutyPhone", a.takes_referrals as "takesReferrals",
        case when a.protected then coalesce(i.aliases, '{}') else a.aliases end as aliases
      from app.agencies a left join app.agency_identities i on i.agency_id = a.id where a.id = ${id}`)
  if (!row) throw new Problem('not-found')
  return row
}

const writeAgency = async (
  { sql }: Tx,
  { id, version }: { id: string; version: number },
  entry: Entry,
): Promise<void> => {
  const { label, dutyPhone, aliases } = openColumns(entry)
  const changed = await sql`
    update app.agencies set version = version + 1, updated_at = app.now(), label = ${label}, sector = ${entry.sector}, region = ${entry.region},
        protected = ${entry.protected}, placement_desk = ${entry.placementDesk}, services = ${entry.services}::text[],
        eligibility = ${sql.json(entry.eligibility)}, languages = ${entry.languages}::text[], hours = ${sql.json(entry.hours)},
        always_open = ${entry.alwaysOpen}, zone = ${entry.zone}, duty_phone = ${dutyPhone}, takes_referrals = ${entry.takesReferrals},
        aliases = ${aliases}::text[]
      where id = ${id} and version = ${version} returning id`
  if (changed.length === 0) throw new Problem('changed-meanwhile')
  await sql`update app.agency_identities set name = ${entry.name}, duty_phone = ${entry.dutyPhone}, aliases = ${entry.aliases}::text[]
    where agency_id = ${id}`
}

const versionOf = prepared((build, { id }: { id: string }) =>
  build.select({ version: agencies.version }).from(agencies).where(eq(agencies.id, id)),
)

/**
 * Replaces the current and future shifts of the next fourteen days; past shifts are kept.
 * @throws Problem not-found, not-allowed, changed-meanwhile, invalid
 */
export const keepRota = (db: Database, who: RequestContext, id: string, input: KeepRota): Promise<Rota> =>
  write(db, who, async (tx, actor) => {
    const [agency] = await versionOf(tx.sql, { id })
    if (!agency) throw new Problem('not-found')
    if (!keepsRota(actor, id)) throw new Problem('not-allowed')
    if (agency.version !== input.version) throw new Problem('changed-meanwhile')
    const faults = faultsOfRota(input.shifts, tx.now)
    if (faults.length > 0) throw new Problem('invalid', undefined, { errors: faults })
    const shifts = input.shifts.map((shift, i) => ({ ...shift, phone: phoneAt(`/shifts/${i}/phone`, shift.phone) }))
    const moved = await tx.sql`update app.agencies set version = version + 1, updated_at = app.now()
      where id = ${id} and version = ${input.version} returning id`
    if (moved.length === 0) throw new Problem('changed-meanwhile')
    await tx.sql`delete from app.on_call where agency_id = ${id} and until_at > app.now()`
    const rows = joinShifts(shifts).map((shift) => ({ id: v7(), ...shift }))
    await tx.sql`insert into app.on_call (id, agency_id, phone, from_at, until_at)
      select r.id, ${id}, r.phone, r."fromAt", r."untilAt"
        from jsonb_to_recordset(${tx.sql.json(asJson(rows))}) as r(id uuid, phone text, "fromAt" timestamptz, "untilAt" timestamptz)`
    return rotaIn(tx, actor, id)
  })
