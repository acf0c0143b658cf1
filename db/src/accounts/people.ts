import {
  type EditPerson,
  type NewPerson,
  OpenWork,
  type PeopleQuery,
  Person,
} from '@palermo/shared/accounts/contract.ts'
import { type Actor, carriesWork, type StaffFunction } from '@palermo/shared/actor.ts'
import { needsApproval, powerfulRoles } from '@palermo/shared/approvals/terms.ts'
import { decodeCursor, encodeCursor } from '@palermo/shared/page.ts'
import { Problem } from '@palermo/shared/problem.ts'
import { v7 } from 'uuid'
import { type RequestContext, read, type Tx, write } from '../actor.ts'
import { askApproval } from '../approvals/commands.ts'
import type { Database } from '../database.ts'
import { once, type Retry } from '../idempotency.ts'
import { phoneAt } from '../phone.ts'
import { document, flag, orNull, rowsOf, text } from '../readers.ts'
import type { SlotSql } from '../slots.ts'
import { unassignFormerStaff } from './former-staff.ts'
import { people } from './table.ts'

const personRows = rowsOf({
  id: people.id,
  version: people.version,
  agencyId: people.agencyId,
  agencyName: text,
  name: people.name,
  email: people.email,
  function: people.function,
  phone: people.phone,
  locale: people.locale,
  zone: people.zone,
  disabledAt: people.disabledAt,
  invited: flag,
  waiting: orNull(document(Person.shape.waiting.unwrap())),
})

const everyPerson = (sql: SlotSql) => sql`
  select p.id, p.version, p.agency_id as "agencyId", coalesce(i.name, a.label) as "agencyName", p.name, p.email, p.function, p.phone,
      p.locale, p.zone, p.disabled_at as "disabledAt", authz.is_invited(p.id) as invited,
      (select json_build_object('approvalId', w.id, 'function', w.payload->>'function') from app.approvals w
        where w.subject_id = p.id and w.kind = 'account' and w.status in ('asked', 'endorsed') order by w.id desc limit 1) as waiting
    from app.people p join app.agencies a on a.id = p.agency_id left join app.agency_identities i on i.agency_id = a.id`

/** Lists all accounts in order of their names. @throws Problem not-allowed, bad-request for an invalid cursor */
export const listPeople = async (
  db: Database,
  who: RequestContext,
  query: PeopleQuery,
): Promise<{ items: Person[]; nextCursor: string | null }> => {
  const after = afterOf(query.cursor)
  const { actor, rows } = await read(db, who, (sql) => [
    personRows(sql`${everyPerson(sql)} where true
      ${query.agency === undefined ? sql`` : sql`and p.agency_id = ${query.agency}`}
      ${query.function === undefined ? sql`` : sql`and p.function = ${query.function}`}
      ${query.disabled === undefined ? sql`` : sql`and (p.disabled_at is not null) = ${query.disabled}`}
      ${after === undefined ? sql`` : sql`and (p.name, p.id) > ((select name from app.people where id = ${after}), ${after}::uuid)`}
      order by p.name, p.id limit ${query.limit + 1}`),
  ])
  administratorsOnly(actor)
  const items = rows[0].slice(0, query.limit)
  const last = rows[0].length > query.limit ? items.at(-1) : undefined
  return { items, nextCursor: last ? encodeCursor(['people', last.id]) : null }
}

/** Parses a cursor, which holds an account's id and not the name that orders the list, because logs record URLs. */
const afterOf = (cursor: string | undefined): string | undefined => {
  if (cursor === undefined) return undefined
  const [list, id] = decodeCursor(cursor) ?? []
  if (list !== 'people') throw new Problem('bad-request', 'This cursor is not one of ours.')
  return id
}

/**
 * Refuses everybody except administrators, because row security alone would show every user the user's own colleagues.
 */
const administratorsOnly = (actor: Actor) => {
  if (actor.function !== 'administrator') throw new Problem('not-allowed')
}

/** Lists all accounts for a file, which only administrators may download. @throws Problem not-allowed */
export const exportPeople = async (db: Database, who: RequestContext): Promise<Person[]> => {
  const { actor, rows } = await read(db, who, (sql) => [personRows(sql`${everyPerson(sql)} order by p.name, p.id`)])
  administratorsOnly(actor)
  return [...rows[0]]
}

/**
 * Opens an account and e-mails its owner an invitation to choose a password. An account with power over others stays
 * disabled until a person of another agency approves the account; the invitation is sent then.
 * @throws Problem not-allowed, invalid, no-approver, key-reused
 */
export const createPerson = (
  db: Database,
  who: RequestContext,
  { retry, input }: { retry: Retry; input: NewPerson },
): Promise<Person> =>
  write(db, who, async (tx, actor) => {
    administratorsOnly(actor)
    const fresh = v7()
    const id = await once(tx, actor, retry, fresh, async () => {
      const wanted = { function: input.function, isEnabled: true }
      const waits = needsApproval(null, wanted)
      await insertPerson(tx, fresh, input, waits)
      if (waits) await askForRole(db, tx, fresh, input.function)
      else await tx.sql`select authz.send_link_to(${fresh})`
      tx.notified = true
    })
    return personIn(tx, id)
  })

/**
 * Asks for approval of a role. An account has at most one open approval, so that a new request replaces the earlier
 * request.
 */
const askForRole = async (db: Database, tx: Tx, id: string, role: StaffFunction): Promise<void> => {
  const wanted = powerfulRoles.find((one) => one === role)
  if (wanted === undefined) return
  await askApproval(db, tx, { act: { kind: 'account', function: wanted }, subjectId: id })
}

const zoneRows = rowsOf({ zone: text })
const insertPerson = async ({ sql, now }: Tx, id: string, input: NewPerson, waits: boolean): Promise<void> => {
  const phone = input.phone === null ? null : phoneAt('/phone', input.phone)
  const [agency] = await zoneRows(sql`select zone from app.agencies where id = ${input.agencyId}`)
  if (!agency) throw wrong('/agencyId', 'is no agency')
  const made = await sql`
    insert into app.people (id, agency_id, name, email, function, phone, locale, zone, disabled_at)
    values (${id}, ${input.agencyId}, ${input.name}, ${input.email.toLowerCase()}, ${input.function}, ${phone}, ${input.locale}, ${input.zone ?? agency.zone}, ${waits ? now : null})
    on conflict (email) do nothing returning id`
  if (made.length === 0) throw wrong('/email', 'is somebody’s already')
}

const personIn = async ({ sql }: Tx, id: string): Promise<Person> => {
  const [row] = await personRows(sql`${everyPerson(sql)} where p.id = ${id}`)
  if (!row) throw new Problem('not-found')
  return row
}

/** Reads one account, for administrators. @throws Problem not-found, not-allowed */
export const readPerson = (db: Database, who: RequestContext, id: string): Promise<Person> =>
  write(db, who, async (tx, actor) => {
    administratorsOnly(actor)
    return personIn(tx, id)
  })

const openWorkRows = rowsOf({ counts: document(OpenWork) })

/**
 * Returns the work that would go back to the agency's queue if the account were disabled now.
 * @throws Problem not-found, not-allowed
 */
export const readOpenWork = (db: Database, who: RequestContext, id: string): Promise<OpenWork> =>
  write(db, who, async (tx, actor) => {
    administratorsOnly(actor)
    await personIn(tx, id)
    const [row] = await openWorkRows(tx.sql`select app.open_work(${id}) as counts`)
    if (!row) throw new Problem('not-found')
    return row.counts
  })

/**
 * Changes the given fields. Disabling an account or changing its role ends all its sessions, because a session keeps
 * the role with which it began. In the same transaction, work that the person can no longer do goes back to the
 * agency's queue, and access to compartments that the new role may not read ends. Administrators cannot disable
 * themselves or change their own role, so that at least one administrator remains. A change that gives power over
 * others waits for approval; other changed fields apply at once.
 * @throws Problem not-found, not-allowed, changed-meanwhile, invalid
 */
export const changePerson = (db: Database, who: RequestContext, id: string, edit: EditPerson): Promise<Person> =>
  write(db, who, async (tx, actor) => {
    administratorsOnly(actor)
    const current = await personIn(tx, id)
    if (current.version !== edit.version) throw new Problem('changed-meanwhile')
    const role = edit.function ?? current.function
    const disabledAt =
      edit.disabled === undefined ? current.disabledAt : edit.disabled ? (current.disabledAt ?? tx.now) : null
    const was = { function: current.function, isEnabled: current.disabledAt === null }
    if (needsApproval(was, { function: role, isEnabled: disabledAt === null })) {
      if (id === actor.personId) throw wrong('/function', 'another administrator has to do this')
      if (current.waiting) throw wrong('/function', 'waits for approval already')
      const { function: _, disabled: __, ...rest } = edit
      await saveDetails(tx, current, rest)
      await askForRole(db, tx, id, role)
      return personIn(tx, id)
    }
    const losesRights = role !== current.function || (disabledAt !== null && current.disabledAt === null)
    if (losesRights && id === actor.personId) {
      throw wrong(role === current.function ? '/disabled' : '/function', 'another administrator has to do this')
    }
    const phone = edit.phone === undefined ? current.phone : edit.phone === null ? null : phoneAt('/phone', edit.phone)
    const changed = await tx.sql`
      update app.people set version = version + 1, name = ${edit.name ?? current.name}, function = ${role}, phone = ${phone},
          locale = ${edit.locale ?? current.locale}, zone = ${edit.zone ?? current.zone}, disabled_at = ${disabledAt}
        where id = ${id} and version = ${edit.version} returning id`
    if (changed.length === 0) throw new Problem('changed-meanwhile')
    tx.notified = true
    if (losesRights) await tx.sql`select authz.end_sessions_of(${id})`
    if (disabledAt !== null || !carriesWork(role)) await unassignFormerStaff(tx, id)
    else if (role !== current.function) await tx.sql`select app.narrow_looks(${id})`
    return personIn(tx, id)
  })

/** Saves the fields that need no approval, while the new role, or the enabling of the account, waits for approval. */
const saveDetails = async ({ sql }: Tx, current: Person, edit: EditPerson): Promise<void> => {
  if (Object.keys(edit).length === 1) return
  const phone = edit.phone === undefined ? current.phone : edit.phone === null ? null : phoneAt('/phone', edit.phone)
  const changed = await sql`
    update app.people set version = version + 1, name = ${edit.name ?? current.name}, phone = ${phone},
        locale = ${edit.locale ?? current.locale}, zone = ${edit.zone ?? current.zone}
      where id = ${current.id} and version = ${edit.version} returning id`
  if (changed.length === 0) throw new Problem('changed-meanwhile')
}

const wrong = (pointer: string, detail: string) => new Problem('invalid', undefined, { errors: [{ pointer, detail }] })
