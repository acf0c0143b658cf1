import { services } from '@palermo/shared/codes/services.ts'
import type { DutyNumber, FormVersion } from '@palermo/shared/forms/versions.ts'
import { type Db, type RequestContext, read } from '../actor.ts'
import { flag, rowsOf, someOf, text } from '../readers.ts'
import type { SlotSql } from '../slots.ts'
import { keptFrom, presentVersion, profileInForce, versionsOf } from './queries.ts'

/** The number of duty telephone numbers that fit on the printed form. */
const numbersOnPaper = 12

/**
 * Selects duty numbers from the directory: first those of agencies that place persons and of agencies on duty around
 * the clock, then those of agencies in the reader's region. Protected services are left out for every reader, since
 * paper forms get lost.
 */
const dutyNumbers = (sql: SlotSql) =>
  numberRows(sql`
  select a.label as agency, a.region, a.duty_phone as phone, a.always_open as "alwaysOpen", a.placement_desk as "placementDesk", a.services
    from app.agencies a
   where not a.protected and a.duty_phone is not null
   order by a.placement_desk desc, a.always_open desc,
      lower(a.region) = (select lower(own.region) from app.agencies own where own.id = (select agency_id from authz.me)) desc, a.label, a.id
   limit ${numbersOnPaper}`)
const numberRows = rowsOf({
  agency: text,
  region: text,
  phone: text,
  alwaysOpen: flag,
  placementDesk: flag,
  services: someOf(services),
})

/**
 * Returns the data of a paper form: a version of a form, by default the newest version that can be started, and the
 * duty numbers.
 * @throws Problem not-found like `readForm`
 */
export const readBlank = async (
  db: Db,
  who: RequestContext,
  id: string,
  version?: number,
): Promise<{ form: FormVersion; numbers: DutyNumber[] }> => {
  const { rows } = await read(db, who, (sql) => [versionsOf(sql, { id }), profileInForce(sql), dutyNumbers(sql)])
  const form = presentVersion(rows[0].flatMap(keptFrom), rows[1][0]?.profile ?? '', id, version)
  return { form, numbers: rows[2] }
}
