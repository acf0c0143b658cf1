import type { Profile } from '@palermo/shared/deadlines/profile.ts'
import { warningsAbout } from '@palermo/shared/deadlines/rules.ts'
import { changesBetween } from '@palermo/shared/jurisdictions/compare.ts'
import { completeProfile } from '@palermo/shared/jurisdictions/complete.ts'
import type { PreviewProfile, ProfilePreview, PublishProfile } from '@palermo/shared/jurisdictions/contract.ts'
import { Problem } from '@palermo/shared/problem.ts'
import { recordTypes } from '@palermo/shared/record-types.ts'
import { clockFaults } from '@palermo/shared/records/holders.ts'
import { type Db, type RequestContext, write } from '../actor.ts'
import { askApproval } from '../approvals/commands.ts'
import type { Database } from '../database.ts'
import { clocksAtOnce, type MovedPage, movePage, nextPage, nothingToDo } from '../deadlines/passes.ts'
import { byVersion, countMoves, everyProfile, movedTo } from '../deadlines/recount.ts'
import { calendarFrom, calendarRow } from '../holidays/queries.ts'
import { asJson } from '../json.ts'
import { isThere } from '../outbox.ts'
import { flag, orNull, rowsOf, text, texts } from '../readers.ts'
import { storedProfileReader } from '../stored-profile.ts'
import { taskForce } from '../table.ts'
import { appliedRuleOf } from '../transition.ts'
import { isMyTurn } from '../turn.ts'
import { administratorsOnly, newestOf } from './queries.ts'

/**
 * Previews the deadlines that the publication of a profile version would change, one page per request.
 * @throws Problem not-allowed, invalid
 */
export const previewProfile = (
  db: Db,
  who: RequestContext,
  { document: sent, after, limit }: PreviewProfile,
): Promise<ProfilePreview> =>
  write(db, who, async ({ sql }, actor) => {
    administratorsOnly(actor)
    const before = await newestOf(sql, sent.code)
    await refuseFaults(sent, before)
    const document = completeProfile(sent)
    const changes = changesBetween(before, document)
    const calendar = calendarFrom((await calendarRow(sql))[0])
    const profiles = byVersion(await everyProfile(sql))
    const wanted = { keys: keysOf(changes), ofProfile: document.code, after, limit }
    const moves = await countMoves(sql, wanted, (clocks) => movedTo(document, clocks, profiles, calendar))
    return { changes, warnings: warningsAbout(document), moves }
  })

/**
 * Publishes a new version, completed with the defaults of the record types. In every process, new deadlines follow the
 * version within half a minute. Running deadlines stay unchanged unless the administrator chose to move them; a worker
 * then moves them and notifies both parties of each deadline.
 * @throws Problem not-allowed, invalid, changed-meanwhile if the same version number was published since the preview
 */
export const publishProfile = (
  db: Db,
  who: RequestContext,
  { document: sent, moveRunning }: PublishProfile,
): Promise<void> =>
  write(db, who, async ({ sql }, actor) => {
    administratorsOnly(actor)
    await refuseFaults(sent, await newestOf(sql, sent.code))
    const document = completeProfile(sent)
    const made = await sql`
      insert into app.profiles (code, version, document, published_by, move_running)
        values (${document.code}, ${document.version}, ${sql.json(asJson(document))}, ${actor.personId}, ${moveRunning})
      on conflict do nothing returning version`
    if (made.length === 0) throw new Problem('changed-meanwhile')
  })

const stateRows = rowsOf({ inForce: flag, asked: flag })

/**
 * Puts another profile in force for new deadlines; running deadlines stay unchanged. A person of another agency must
 * approve this, unless the founding administrator does it.
 * @throws Problem not-allowed, not-found, wrong-status if the profile is already in force or requested, invalid,
 * no-approver
 */
export const putInForce = (db: Database, who: RequestContext, code: string): Promise<{ isDone: boolean }> =>
  write(db, who, async (tx, actor) => {
    administratorsOnly(actor)
    const profile = await newestOf(tx.sql, code)
    if (!profile) throw new Problem('not-found')
    const [state] = await stateRows(tx.sql`
      select f.profile = ${code} as "inForce", exists (select from app.approvals a where a.kind = 'profile'
          and a.from_agency_id = (select agency_id from authz.me) and a.status in ('asked', 'endorsed')) as asked
        from app.task_force f`)
    if (state?.inForce) throw new Problem('wrong-status', 'These rules are in force already.')
    if (state?.asked) throw new Problem('wrong-status', 'A change of the rules waits for approval already.')
    const faults = clockFaults(recordTypes, profile)
    if (faults.length > 0)
      throw new Problem('invalid', undefined, {
        errors: faults.map(({ message }) => ({ pointer: '/code', detail: message })),
      })
    return askApproval(db, tx, { act: { kind: 'profile', code } })
  })

const keysOf = (changes: readonly { key: string }[]) => [...new Set(changes.map(({ key }) => key))]

/**
 * Returns an error for each rule whose deadline no party could owe. A missing rule is no error, since the default of
 * the record type applies.
 */
const holderFaults = (document: Profile) =>
  clockFaults(recordTypes, completeProfile(document)).map(({ key, message }) => ({
    pointer: `/document/rules/${document.rules.findIndex((rule) => rule.key === key)}/owes`,
    detail: message,
  }))

const refuseFaults = async (document: Profile, before: Profile | undefined): Promise<void> => {
  const errors = [
    ...(before === undefined ? [{ pointer: '/document/code', detail: 'is no profile that is here' }] : []),
    ...(before !== undefined && document.version <= before.version
      ? [{ pointer: '/document/version', detail: `must be later than ${before.version}` }]
      : []),
    ...(await calendarFaults(document)),
    ...holderFaults(document),
  ]
  if (errors.length > 0) throw new Problem('invalid', undefined, { errors })
}

const calendarFaults = async ({ calendar }: Profile) => {
  if (calendar === null) return []
  // Imported only when a profile is published, because the library with the calendars of all countries is large.
  const { placeOf } = await import('../deadlines/holiday-source.ts')
  try {
    placeOf(calendar.state === undefined ? calendar.country : `${calendar.country}-${calendar.state}`)
    return []
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
    return [{ pointer: '/document/calendar', detail: error.message }]
  }
}

const pendingRows = rowsOf({
  code: text,
  version: text,
  document: storedProfileReader,
  reached: orNull(text),
  lastPass: orNull(flag),
  zone: taskForce.zone,
  holidays: texts,
  settled: flag,
})

/**
 * Moves running deadlines to a profile version if the administrator who published it chose so, one page at a time. The
 * move is complete after a pass that began when every process had read the new version (after `settles` seconds),
 * because until then a deadline may be started under the old version.
 */
export const moveToProfiles = async (db: Db, { settles = 60, most = clocksAtOnce } = {}): Promise<MovedPage> => {
  const pending = isThere(db, (sql) => sql`select from app.profiles where move_running and moved_at is null limit 1`)
  if (!(await pending)) return nothingToDo
  return write(db, { kind: 'profile.moved', request: 'profiles' }, async (tx) => {
    if (!(await isMyTurn(tx, 'palermo profiles'))) return nothingToDo
    const [row] = await pendingRows(tx.sql`
      select p.code, p.version, p.document, p.reached, p.last_pass as "lastPass", f.zone,
          p.loaded_at < clock_timestamp() - make_interval(secs => ${settles}) as settled,
          array(select h.on_date::text from app.holidays h where h.calendar = f.calendar) as holidays
        from app.profiles p cross join app.task_force f
       where p.move_running and p.moved_at is null
       order by p.loaded_at limit 1`)
    const page = row && nextPage(row, row.settled)
    if (!page) return nothingToDo
    const next = row.document
    const wanted = { keys: next.rules.map(({ key }) => key), ofProfile: row.code, earlier: row.version }
    const profiles = byVersion(await everyProfile(tx.sql))
    const { page: moved, after } = await movePage(
      tx,
      { page, wanted, most },
      (clocks) => movedTo(next, clocks, profiles, calendarFrom(row)),
      ({ law }) => ({
        kind: 'moved',
        profileVersion: row.version,
        appliedRule: appliedRuleOf({ profile: next }, law.appliedRule).appliedRule,
        source: law.appliedRule.source,
      }),
    )
    await tx.sql`update app.profiles set moved = moved + ${moved.moved}, reached = ${after.reached}::uuid, last_pass = ${after.lastPass},
        moved_at = case when ${after.done} then ${tx.now}::timestamptz end
      where code = ${row.code} and version = ${row.version}`
    return moved
  })
}
