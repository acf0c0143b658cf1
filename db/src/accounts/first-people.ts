import type { Sector, StaffFunction } from '@palermo/shared/actor.ts'
import { labelOf } from '@palermo/shared/agencies/label.ts'
import type { Sql } from 'postgres'
import { v7 } from 'uuid'
import { hashPassword } from './passwords.ts'

export interface FirstAgency {
  name: string
  sector: Sector
  region?: string
  zone: string
  protected?: boolean
}

/** Adds an agency before an administrator exists; only the migration login may do this. */
export const addAgency = async (owner: Sql, agency: FirstAgency): Promise<string> => {
  const id = v7()
  const region = agency.region ?? ''
  const label = labelOf({ name: agency.name, protected: agency.protected ?? false, region })
  await owner`insert into app.agencies (id, label, sector, region, protected, zone) values (${id}, ${label}, ${agency.sector}, ${region}, ${agency.protected ?? false}, ${agency.zone})`
  await owner`insert into app.agency_identities (agency_id, name) values (${id}, ${agency.name})`
  return id
}

export interface FirstPerson {
  agencyId: string
  name: string
  email: string
  function: StaffFunction
  /**
   * The plain password, or its hash. The demo passes a hash, because all its accounts share one password, which is
   * hashed once.
   */
  password: string | { hash: string }
  zone: string
}

export const addPerson = async (owner: Sql, person: FirstPerson): Promise<string> => {
  const id = v7()
  const hash = typeof person.password === 'string' ? await hashPassword(person.password) : person.password.hash
  await owner.begin(async (tx) => {
    await tx`insert into app.people (id, agency_id, name, email, function, zone) values (${id}, ${person.agencyId}, ${person.name}, ${person.email.toLowerCase()}, ${person.function}, ${person.zone})`
    await tx`insert into authz.credentials (person_id, hash) values (${id}, ${hash})`
  })
  return id
}
