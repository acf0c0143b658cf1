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
  /** The version that was the newest until now; null for a new profile. */
  before: string | null
  /** Whether the task force works by this profile: clocks that start from now on go by it, running ones stay as they are. */
  inForce: boolean
  warnings: ProfileWarning[]
}

/**
 * Keeps a new version of a profile. A profile that builds upon another takes that one's rules as they are newest here.
 * @throws OwnerFault for a version that is not later than the newest, for a parent that is not there, and for a profile
 *   under which a clock of some record type would have no rule, or no party that owes it
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

/** A profile of which an older version is here may build upon that version's parent, never upon itself. */
const resolve = (file: ProfileFile, newest: ReadonlyMap<string, Profile>): Profile => {
  if (file.extends !== null && (file.extends === file.code || !newest.has(file.extends))) {
    throw new OwnerFault(
      `The profile builds upon ${file.extends}, which it cannot: no other profile of that name is here.`,
    )
  }
  const parents = new Map([...newest].map(([code, profile]) => [code, { ...profile, extends: null }]))
  return resolveProfile(file, parents)
}
