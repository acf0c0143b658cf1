import type { Sql } from 'postgres'
import { addAgency, addPerson } from '../found.ts'
import { OwnerFault } from '../owner.ts'

/**
 * Opens an administrator's account, in the agency of that name or else in the one secretariat there is; a task force
 * that has none yet gets one.
 * @returns the agency's name
 * @throws OwnerFault where the address is taken, or where it is not clear which agency is meant
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

interface Home {
  id: string
  name: string
  zone: string
}

const homeOf = async (owner: Sql, wanted: string | undefined): Promise<Home> => {
  const homes = await owner<Home[]>`
    select a.id, coalesce(i.name, a.label) as name, a.zone
      from app.agencies a left join app.agency_identities i on i.agency_id = a.id
     where ${wanted === undefined ? owner`a.sector = 'secretariat'` : owner`lower(coalesce(i.name, a.label)) = lower(${wanted})`}
     order by a.id limit 2`
  const [home, another] = homes
  if (home && another) throw new OwnerFault('There is more than one such agency: name one with --agency.')
  if (home) return home
  if (wanted !== undefined) throw new OwnerFault('No agency of that name is in the directory.')
  const [force] = await owner<{ zone: string }[]>`select zone from app.task_force`
  const first = { name: 'Secretariat', zone: force?.zone ?? 'UTC' }
  return { id: await addAgency(owner, { ...first, sector: 'secretariat' }), ...first }
}
