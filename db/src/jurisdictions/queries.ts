import type { Actor } from '@palermo/shared/actor.ts'
import { localDate } from '@palermo/shared/deadlines/calendar.ts'
import { appliedRulesOf, type Profile } from '@palermo/shared/deadlines/profile.ts'
import { warningsAbout } from '@palermo/shared/deadlines/rules.ts'
import { nextVersion } from '@palermo/shared/jurisdictions/compare.ts'
import { defaultsIn } from '@palermo/shared/jurisdictions/complete.ts'
import type { ProfileDocument, ProfileSummary } from '@palermo/shared/jurisdictions/contract.ts'
import { Problem } from '@palermo/shared/problem.ts'
import { z } from 'zod'
import { type Db, type RequestContext, read } from '../actor.ts'
import { document, flag, instant, number, orNull, type RowRead, rowsOf, text, texts } from '../readers.ts'
import type { SlotSql } from '../slots.ts'
import { storedProfile, storedProfileReader } from '../stored-profile.ts'
import { taskForce } from '../table.ts'

const versionRows = rowsOf({
  code: text,
  version: text,
  document: document(z.unknown()),
  loadedAt: instant,
  byName: orNull(text),
  moveRunning: flag,
  movedAt: orNull(instant),
  moved: number,
})
type PublishedVersion = RowRead<typeof versionRows>
const forceRows = rowsOf({ profile: taskForce.profile, zone: taskForce.zone, now: instant, started: texts })
const newestRows = rowsOf({ document: storedProfileReader })

const rows = (sql: SlotSql) => sql`
  select p.code, p.version, p.document, p.loaded_at as "loadedAt", w.name as "byName", p.move_running as "moveRunning",
      p.moved_at as "movedAt", p.moved
    from app.profiles p left join app.people w on w.id = p.published_by`

const force = (sql: SlotSql) =>
  forceRows(sql`select f.profile, f.zone, app.now() as now, app.started_clocks() as started from app.task_force f`)

/**
 * Lists the profiles of all jurisdictions, each with its versions; the jurisdiction in force comes first. All users may
 * read profiles, because their time limits come from law.
 */
export const listProfiles = async (db: Db, who: RequestContext): Promise<ProfileSummary[]> => {
  const { rows: found } = await read(db, who, (sql) => [
    versionRows(sql`${rows(sql)} order by p.code, p.version desc`),
    force(sql),
  ])
  const { profile: inForce, started = [] } = found[1][0] ?? {}
  const codes = [...new Set(found[0].map(({ code }) => code))]
  return codes
    .map((code) =>
      summaryOf(
        found[0].filter((row) => row.code === code),
        { inForce: code === inForce, started },
      ),
    )
    .sort((one, other) => Number(other.inForce) - Number(one.inForce))
}

const summaryOf = (
  versions: readonly PublishedVersion[],
  { inForce, started }: { inForce: boolean; started: readonly string[] },
): ProfileSummary => {
  const profile = storedProfile(versions[0]?.document)
  const appliedRules = profile.rules.flatMap((rule) => appliedRulesOf(rule))
  return {
    code: profile.code,
    name: profile.name,
    version: profile.version,
    inForce,
    rules: profile.rules.length,
    unverified: appliedRules.filter(({ mark, verifiedOn }) => mark !== 'design' && verifiedOn === null).length,
    unused: unusedIn(profile, started).length,
    versions: versions.map(({ code: _, document: __, ...version }) => version),
  }
}

/** Reads one version of a profile, by default the newest. @throws Problem not-found */
export const readProfile = async (
  db: Db,
  who: RequestContext,
  code: string,
  version?: string,
): Promise<ProfileDocument> => {
  const { actor, rows: found } = await read(db, who, (sql) => [
    versionRows(sql`${rows(sql)} where p.code = ${code} order by p.version desc`),
    force(sql),
  ])
  const [newest] = found[0]
  const row = version === undefined ? newest : found[0].find((one) => one.version === version)
  const [here] = found[1]
  if (!newest || !row || !here) throw new Problem('not-found')
  const document = storedProfile(row.document)
  const inForce = here.profile === code && row === newest
  const mayEdit = actor.function === 'administrator' && row === newest
  return {
    document,
    inForce,
    nextVersion: nextVersion(newest.version, localDate(here.now, here.zone).slice(0, 7)),
    warnings: warningsAbout(document),
    unused: unusedIn(document, here.started),
    defaults: defaultsIn(document),
    actions: [...(mayEdit ? (['edit'] as const) : []), ...(mayEdit && !inForce ? (['put-in-force'] as const) : [])],
  }
}

/**
 * Returns the keys of rules for deadlines that no declared action starts. `started` are the deadlines that some action
 * starts, as the database lists them.
 */
const unusedIn = ({ rules }: Profile, started: readonly string[]): string[] =>
  rules.map(({ key }) => key).filter((key) => !started.includes(key))

export const newestOf = async (sql: SlotSql, code: string): Promise<Profile | undefined> => {
  const [row] = await newestRows(sql`
    select document from app.profiles where code = ${code} order by version desc limit 1`)
  return row?.document
}

/** Refuses everybody except administrators: all users may read a profile, but only administrators may publish one. */
export const administratorsOnly = (actor: Actor): void => {
  if (actor.function !== 'administrator') throw new Problem('not-allowed')
}
