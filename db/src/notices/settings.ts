import { noticeKinds } from '@palermo/shared/notice-kinds.ts'
import { type Choices, isWanted, noticeChannels, wantedAtFirst } from '@palermo/shared/notices/choices.ts'
import { type ChooseNotices, type Matrix, NoticeSettings } from '@palermo/shared/notices/contract.ts'
import { firstDigestAt } from '@palermo/shared/notices/hours.ts'
import { Problem } from '@palermo/shared/problem.ts'
import { z } from 'zod'
import { type RequestContext, read, type Tx, write } from '../actor.ts'
import type { Database } from '../database.ts'
import { document, oneOf, orNull, type RowRead, rowsOf, text } from '../readers.ts'
import type { SlotSql } from '../slots.ts'
import { noticeSettings } from './table.ts'

const settingRows = rowsOf({
  zone: text,
  sms: oneOf(NoticeSettings.shape.sms.options),
  version: orNull(noticeSettings.version),
  quietFrom: noticeSettings.quietFrom,
  quietUntil: noticeSettings.quietUntil,
  digestAt: orNull(noticeSettings.digestAt),
  choices: orNull(document(z.record(z.string(), z.boolean()))),
})

const own = (sql: SlotSql) =>
  settingRows(sql`
  select p.zone, case when not exists (select from app.gateways where channel = 'sms') then 'no-gateway'
        when p.phone is null then 'no-telephone' else 'ready' end as sms, s.version, s.quiet_from as "quietFrom", s.quiet_until as "quietUntil", s.digest_at as "digestAt",
      (select jsonb_object_agg(c.kind || ' ' || c.channel, c.wanted) from app.notice_choices c where c.person_id = p.id) as choices
    from app.people p left join app.notice_settings s on s.person_id = p.id
   where p.id = (select person_id from authz.me)`)

/** Reads the notification settings of the actor. */
export const readNoticeSettings = async (db: Database, who: RequestContext): Promise<NoticeSettings> => {
  const { rows } = await read(db, who, (sql) => [own(sql)])
  return settingsOf(rows[0][0])
}

/**
 * Saves the notification settings of the actor.
 * @throws Problem changed-meanwhile if another page of the same person saved first
 */
export const chooseNotices = (db: Database, who: RequestContext, input: ChooseNotices): Promise<NoticeSettings> =>
  write(db, who, async (tx) => {
    if (!(await writeHours(tx, input))) throw new Problem('changed-meanwhile')
    const others = pairs.filter(([kind, channel]) => input.choices[kind][channel] !== wantedAtFirst(kind, channel))
    const rows = others.map(([kind, channel]) => ({ kind, channel, wanted: input.choices[kind][channel] }))
    await tx.sql`delete from app.notice_choices where person_id = (select person_id from authz.me)`
    await tx.sql`insert into app.notice_choices (person_id, kind, channel, wanted)
      select (select person_id from authz.me), c.kind, c.channel, c.wanted
        from jsonb_to_recordset(${tx.sql.json(rows)}) as c(kind text, channel text, wanted boolean)`
    const [row] = await own(tx.sql)
    return settingsOf(row)
  })

const writeHours = async ({ sql }: Tx, { version, quiet, digestAt }: ChooseNotices): Promise<boolean> => {
  const [from, until] = [quiet?.from ?? null, quiet?.until ?? null]
  const written =
    version === 0
      ? await sql`
          insert into app.notice_settings (person_id, quiet_from, quiet_until, digest_at)
            select person_id, ${from}, ${until}, ${digestAt} from authz.me on conflict do nothing returning version`
      : await sql`
          update app.notice_settings set version = version + 1, quiet_from = ${from}, quiet_until = ${until}, digest_at = ${digestAt}
            where person_id = (select person_id from authz.me) and version = ${version} returning version`
  return written.length > 0
}

const pairs = noticeKinds.flatMap((kind) => noticeChannels.map((channel) => [kind, channel] as const))

const settingsOf = (row: RowRead<typeof settingRows> | undefined): NoticeSettings => {
  if (!row) throw new Problem('not-signed-in')
  const { version, quietFrom, quietUntil, digestAt, zone, sms } = row
  return {
    version: version ?? 0,
    choices: matrixOf(row.choices ?? {}),
    quiet: quietFrom === null || quietUntil === null ? null : { from: quietFrom, until: quietUntil },
    digestAt: digestAt ?? firstDigestAt,
    zone,
    sms,
  }
}

const matrixOf = (choices: Choices): Matrix =>
  Object.fromEntries(
    noticeKinds.map((kind) => [
      kind,
      Object.fromEntries(noticeChannels.map((channel) => [channel, isWanted(choices, kind, channel)])),
    ]),
  ) as Matrix
