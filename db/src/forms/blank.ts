import { services } from '@palermo/shared/codes/services.ts'
import type { DutyNumber, FormVersion } from '@palermo/shared/forms/versions.ts'
import { type Db, type RequestContext, readPipelined } from '../actor.ts'
import { flag, rowsOf, someOf, text } from '../readers.ts'
import type { SlotSql } from '../slots.ts'
import { keptFrom, presentVersion, profileInForce, versionsOf } from './queries.ts'

/** As many as fit beside the questions on a desk at night. */
const numbersOnPaper = 12

/**
 * Duty numbers as they stand in the directory, those that place people and those that always answer first, then those of
 * the reader's own region. Protected services are left out for every reader, since paper forms get lost.
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
 * What goes on paper to be filled in by hand: a version of a form, or the newest that may be begun, and whom to call.
 * @throws Problem not-found as `readForm`
 */
export const readBlank = async (
  db: Db,
  who: RequestContext,
  id: string,
  version?: number,
): Promise<{ form: FormVersion; numbers: DutyNumber[] }> => {
  const { rows } = await readPipelined(db, who, (sql) => [
    versionsOf(sql, { id }),
    profileInForce(sql),
    dutyNumbers(sql),
  ])
  const form = presentVersion(rows[0].flatMap(keptFrom), rows[1][0]?.profile ?? '', id, version)
  return { form, numbers: rows[2] }
}
