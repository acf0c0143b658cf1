import { ListedPerson } from '@palermo/shared/accounts/listed.ts'
import { nameKey } from '@palermo/shared/agencies/names.ts'
import type { Sql, TransactionSql } from 'postgres'
import { v7 } from 'uuid'
import { toE164 } from '../phone.ts'
import { type RowRead, rowsOf, text, texts } from '../readers.ts'
import { hashPassword } from './passwords.ts'
import { people } from './table.ts'

export interface ListedLine {
  line: number
  cells: Record<string, string>
}

/** The number of a refused line and the reason for the refusal. The contents of the line are not repeated. */
export interface PersonRefusal {
  line: number
  why: string
}

export interface PeopleImport {
  /** The newly opened accounts in the order of the list. `password` is null unless passwords were requested. */
  added: { line: number; email: string; password: string | null }[]
  /** The numbers of the lines whose person already has an account. */
  known: number[]
  refusals: PersonRefusal[]
}

/**
 * Opens accounts for the people of a list, all or none. With `invite` each person gets an e-mail with a link to choose
 * a password. Without `invite` and without passwords, a person can sign in only after an administrator has sent a link
 * or set a password.
 */
export const importPeople = (
  owner: Sql,
  rows: readonly ListedLine[],
  { dryRun, makePassword, invite = false }: { dryRun: boolean; makePassword?: () => string; invite?: boolean },
): Promise<PeopleImport> =>
  owner.begin(async (sql) => {
    await sql`lock table app.people in share row exclusive mode`
    const agencies = await agenciesByName(sql)
    const taken = new Set((await emailRows(sql`select email from app.people`)).map(({ email }) => email))
    const result: PeopleImport = { added: [], known: [], refusals: [] }
    const inList = new Set<string>()
    for (const { line, cells } of rows) {
      const read = ListedPerson.safeParse(cells)
      const refuse = (why: string) => result.refusals.push({ line, why })
      if (!read.success) {
        for (const { path, message } of read.error.issues) refuse(`${path.join('.')}: ${message}`)
        continue
      }
      const { email, agency: named, ...person } = read.data
      const agency = agencies.get(nameKey(named))
      const phone = person.phone === undefined ? null : toE164(person.phone)
      if (phone === undefined) refuse('phone: is no telephone number')
      else if (!agency) refuse('agency: is not in the directory')
      else if (inList.has(email)) refuse('email: stands in an earlier line as well')
      else if (taken.has(email)) result.known.push(line)
      else {
        const password = makePassword?.() ?? null
        if (!dryRun) await addListed(sql, { ...person, email, agency, phone }, password, invite)
        result.added.push({ line, email, password })
      }
      inList.add(email)
    }
    return result
  })

const emailRows = rowsOf({ email: people.email })
const agencyRows = rowsOf({ id: text, zone: text, name: text, aliases: texts })
type Agency = Pick<RowRead<typeof agencyRows>, 'id' | 'zone'>

/**
 * Returns the agencies by their true name, and by other spellings unless such a spelling is the true name of another
 * agency.
 */
const agenciesByName = async (sql: TransactionSql): Promise<Map<string, Agency>> => {
  const rows = await agencyRows(sql`
    select a.id, a.zone, coalesce(i.name, a.label) as name, a.aliases || coalesce(i.aliases, '{}') as aliases
      from app.agencies a left join app.agency_identities i on i.agency_id = a.id order by a.id`)
  return new Map([
    ...rows.flatMap(({ aliases, ...agency }) => aliases.map((alias) => [nameKey(alias), agency] as const)),
    ...rows.map((agency) => [nameKey(agency.name), agency] as const),
  ])
}

type Listed = Omit<ListedPerson, 'agency' | 'phone'> & { agency: Agency; phone: string | null }

const addListed = async (
  sql: TransactionSql,
  person: Listed,
  password: string | null,
  invite: boolean,
): Promise<void> => {
  const id = v7()
  await sql`insert into app.people (id, agency_id, name, email, function, phone, locale, zone)
    values (${id}, ${person.agency.id}, ${person.name}, ${person.email}, ${person.function}, ${person.phone}, ${person.locale},
      ${person.zone ?? person.agency.zone})`
  if (password !== null) {
    await sql`insert into authz.credentials (person_id, hash) values (${id}, ${await hashPassword(password)})`
  }
  if (invite) await sql`select authz.send_link(${id}, 'invitation')`
}
