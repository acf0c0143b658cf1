import { createHash, randomBytes } from 'node:crypto'
import type { Sql } from 'postgres'
import { v7 } from 'uuid'
import { OwnerFault } from '../owner.ts'
import { type RowRead, rowsOf, text } from '../readers.ts'
import { taskForce } from '../table.ts'
import { addAgency, addPerson } from './first-people.ts'
import { links, people } from './table.ts'

/**
 * Opens an administrator's account in the agency with the given name. Without a name, the account is opened in the only
 * secretariat, which is created if there is none.
 * @returns the agency's name
 * @throws OwnerFault if the e-mail address is taken or the agency is ambiguous
 */
export const createAdministrator = async (
  owner: Sql,
  { email, name, password, agency }: { email: string; name: string; password: string; agency?: string },
): Promise<string> => {
  const [taken] = await owner`select from app.people where email = ${email.toLowerCase()}`
  if (taken) throw new OwnerFault('Somebody has an account under this address already.')
  const home = await homeOf(owner, agency)
  await addPerson(owner, { agencyId: home.id, name, email, function: 'administrator', password, zone: home.zone })
  return home.name
}

const personRows = rowsOf({ id: people.id, purpose: links.purpose })

/**
 * Issues a one-time link for the owner of an account and invalidates every earlier link of the account; the access log
 * records the link.
 * @returns the token of the link
 * @throws OwnerFault if no active account has this address
 */
export const ownerLink = (owner: Sql, email: string): Promise<string> =>
  owner.begin(async (sql) => {
    const [person] = await personRows(sql`
      select p.id, case when c.person_id is null then 'invitation' else 'reset' end as purpose
        from app.people p left join authz.credentials c on c.person_id = p.id
       where p.email = ${email.toLowerCase()} and p.disabled_at is null for update of p`)
    if (!person) throw new OwnerFault('Nobody who may sign in has this address.')
    const [link, token] = [v7(), randomBytes(32).toString('base64url')]
    await sql`update authz.links set ended_at = now() where person_id = ${person.id} and ended_at is null`
    await sql`insert into authz.links (id, person_id, purpose, expires_at) values (${link}, ${person.id}, ${person.purpose}, now() + interval '1 hour')`
    await sql`insert into authz.link_tokens (hash, link_id) values (${createHash('sha256').update(token).digest()}, ${link})`
    await sql`insert into aud.leaf (kind, actor, outcome) values ('auth.link-printed', ${person.id}, 'done')`
    return token
  })

/** Sets the limits of sessions: idle minutes, maximum hours, and number of concurrent sessions. */
export const limitSessions = async (
  owner: Sql,
  { idle, longest, most }: { idle: number; longest: number; most: number },
): Promise<void> => {
  await owner`update authz.session_limits set idle = make_interval(mins => ${idle}), longest = make_interval(hours => ${longest}), most = ${most}`
}

const forceRows = rowsOf({ zone: taskForce.zone })
const homeRows = rowsOf({ id: text, name: text, zone: text })

const homeOf = async (owner: Sql, wanted: string | undefined): Promise<RowRead<typeof homeRows>> => {
  const homes = await homeRows(owner`
    select a.id, coalesce(i.name, a.label) as name, a.zone
      from app.agencies a left join app.agency_identities i on i.agency_id = a.id
     where ${wanted === undefined ? owner`a.sector = 'secretariat'` : owner`lower(coalesce(i.name, a.label)) = lower(${wanted})`}
     order by a.id limit 2`)
  const [home, another] = homes
  if (home && another) throw new OwnerFault('There is more than one such agency: name one with --agency.')
  if (home) return home
  if (wanted !== undefined) throw new OwnerFault('No agency of that name is in the directory.')
  const [force] = await forceRows(owner`select zone from app.task_force`)
  const first = { name: 'Secretariat', zone: force?.zone ?? 'UTC' }
  return { id: await addAgency(owner, { ...first, sector: 'secretariat' }), ...first }
}
