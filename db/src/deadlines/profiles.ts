import type { Profile, ProfileFile } from '@palermo/shared/deadlines/profile.ts'
import { type ProfileWarning, resolveProfile, warningsAbout } from '@palermo/shared/deadlines/rules.ts'
import { completeProfile, defaultsIn, withoutDefaults } from '@palermo/shared/jurisdictions/complete.ts'
import { recordTypes } from '@palermo/shared/record-types.ts'
import { clockFaults } from '@palermo/shared/records/holders.ts'
import type { Sql, TransactionSql } from 'postgres'
import { asJson } from '../json.ts'
import { OwnerFault } from '../owner.ts'
import { rowsOf, text } from '../readers.ts'
import { storedProfileReader } from '../stored-profile.ts'

export interface LoadedProfile {
  code: string
  version: string
  rules: number
  /** The number of rules that are defaults of the record types, because the file has no rule for these deadlines. */
  defaults: number
  /** The newest version before this version; null for a new profile. */
  before: string | null
  /**
   * Whether the task force uses this profile. If so, new deadlines follow this version; running deadlines stay
   * unchanged.
   */
  inForce: boolean
  warnings: ProfileWarning[]
}

const forceRows = rowsOf({ profile: text })
const profileRows = rowsOf({ document: storedProfileReader })

/**
 * Stores a new version of a profile. A profile with a parent takes over the parent's rules in their newest stored
 * version; a deadline for which neither profile has a rule gets the default of its record type.
 * @throws OwnerFault for a version that is not later than the newest, for a missing parent, and for a profile under
 * which no party would owe a deadline of some record type
 */
export const loadProfile = (owner: Sql, file: ProfileFile): Promise<LoadedProfile> =>
  owner.begin(async (sql) => {
    await sql`lock table app.profiles in share row exclusive mode`
    const newest = await newestProfiles(sql)
    const before = newest.get(file.code)?.version ?? null
    if (before !== null && file.version <= before) {
      throw new OwnerFault(`Version ${before} of ${file.code} is here already: a new version needs a later number.`)
    }
    const profile = completeProfile(resolve(file, newest))
    const faults = clockFaults(recordTypes, profile)
    if (faults.length > 0)
      throw new OwnerFault(`The profile cannot be loaded: ${faults.map(({ message }) => message).join('; ')}.`)
    await sql`insert into app.profiles (code, version, document) values (${profile.code}, ${profile.version}, ${sql.json(asJson(profile))})`
    const [force] = await forceRows(sql`select profile from app.task_force`)
    const { code, version, rules } = profile
    const inForce = force?.profile === code
    return {
      code,
      version,
      rules: rules.length,
      defaults: defaultsIn(profile).length,
      before,
      inForce,
      warnings: warningsAbout(profile),
    }
  })

const newestProfiles = async (sql: TransactionSql): Promise<Map<string, Profile>> => {
  const rows = await profileRows(sql`select distinct on (code) document from app.profiles order by code, version desc`)
  return new Map(rows.map(({ document: profile }) => [profile.code, profile]))
}

/** Adds the rules of the parent, which must be another stored profile. */
const resolve = (file: ProfileFile, newest: ReadonlyMap<string, Profile>): Profile => {
  if (file.extends !== null && (file.extends === file.code || !newest.has(file.extends))) {
    throw new OwnerFault(
      `The profile builds upon ${file.extends}, which it cannot: no other profile of that name is here.`,
    )
  }
  const parents = new Map([...newest].map(([code, profile]) => [code, { ...withoutDefaults(profile), extends: null }]))
  return resolveProfile(file, parents)
}
