import { shippedProfiles } from '@palermo/shared/jurisdictions/shipped.ts'
import type { Sql } from 'postgres'
import { asJson } from './json.ts'
import { OwnerFault } from './owner.ts'

export interface TaskForce {
  name: string
  /** The code of the jurisdiction profile, such as `int` or `uk`. */
  profile: string
  /** The IANA time zone of the task force, in which its days end. */
  zone: string
  /** The code of the calendar of public holidays, such as `PH` or `GB-ENG`. */
  calendar: string
  demo: boolean
}

/** Founds the task force in an empty, migrated database, with the shipped profiles. A second call changes nothing. */
export const foundTaskForce = async (owner: Sql, { name, profile, zone, calendar, demo }: TaskForce): Promise<void> => {
  if (!shippedProfiles().has(profile)) throw new OwnerFault(`There is no jurisdiction profile ${profile}.`)
  await owner`insert into app.task_force (name, profile, zone, calendar, demo) values (${name}, ${profile}, ${zone}, ${calendar}, ${demo}) on conflict do nothing`
  for (const document of shippedProfiles().values()) {
    await owner`insert into app.profiles (code, version, document) values (${document.code}, ${document.version}, ${owner.json(asJson(document))}) on conflict do nothing`
  }
}
