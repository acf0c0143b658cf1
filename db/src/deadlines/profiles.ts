import { Profile, type ProfileFile } from '@palermo/shared/deadlines/profile.ts'
import { type ProfileWarning, resolveProfile, warningsAbout } from '@palermo/shared/deadlines/rules.ts'
import { recordTypes } from '@palermo/shared/record-types.ts'
import { clockFaults } from '@palermo/shared/records/holders.ts'
import type { Sql, TransactionSql } from 'postgres'
import { asJson } from '../json.ts'
import { OwnerFault } from '../owner.ts'

export interface LoadedProfile {
  code: string
  version: string
  rules: number
  /** The previous newest version; null for a new profile. */
  before: string | null
  /** Whether the task force uses this profile: clocks that start from now on follow it, running ones stay unchanged. */
  inForce: boolean
  warnings: ProfileWarning[]
}

/**
 * Stores a new version of a profile. A profile with a parent uses the newest stored rules of the parent.
 * @throws OwnerFault for a version that is not later than the newest, for a missing parent, and for a profile under
 * which a clock of some record type would have no rule or no party that owes it
 */
export const loadProfile = (owner: Sql, file: ProfileFile): Promise<LoadedProfile> =>
  owner.begin(async (sql) => {
    await sql`lock table app.profiles in share row exclusive mode`
    const newest = await newestProfiles(sql)
    const before = newest.get(file.code)?.version ?? null
    if (before !== null && file.version <= before) {
      throw new OwnerFault(`Version ${before} of ${file.code} is here already: a new version needs a later number.`)
    }
    const profile = resolve(file, newest)
    const faults = clockFaults(recordTypes, profile)
    if (faults.length > 0)
      throw new OwnerFault(`The profile cannot be loaded: it ${faults.map(({ message }) => message).join('; ')}.`)
    await sql`insert into app.profiles (code, version, document) values (${profile.code}, ${profile.version}, ${sql.json(asJson(profile))})`
    const [force] = await sql<{ profile: string }[]>`select profile from app.task_force`
    const { code, version, rules } = profile
    const inForce = force?.profile === code
    return { code, version, rules: rules.length, before, inForce, warnings: warningsAbout(profile) }
  })

const newestProfiles = async (sql: TransactionSql): Promise<Map<string, Profile>> => {
  const rows = await sql<
    { document: unknown }[]
  >`select distinct on (code) document from app.profiles order by code, version desc`
  return new Map(rows.map(({ document }) => Profile.parse(document)).map((profile) => [profile.code, profile]))
}

/** Adds the rules of the parent, which must be another stored profile. */
const resolve = (file: ProfileFile, newest: ReadonlyMap<string, Profile>): Profile => {
  if (file.extends !== null && (file.extends === file.code || !newest.has(file.extends))) {
    throw new OwnerFault(
      `The profile builds upon ${file.extends}, which it cannot: no other profile of that name is here.`,
    )
  }
  const parents = new Map([...newest].map(([code, profile]) => [code, { ...profile, extends: null }]))
  return resolveProfile(file, parents)
}
