import type { Actor } from '@palermo/shared/actor.ts'
import type { Compartment } from '@palermo/shared/compartments.ts'
import type { Looker, OnScreen } from '@palermo/shared/presence/contract.ts'
import { Problem } from '@palermo/shared/problem.ts'
import { type Db, type RequestContext, read } from '../actor.ts'
import { orNull, rowsOf, text } from '../readers.ts'
import type { SlotSql } from '../slots.ts'

/** A person who has a page open, as the server processes report it to each other. */
export interface Reader {
  personId: string
  agencyId: string
}

interface Sought {
  on: OnScreen
  /**
   * The compartment in which the person works, whose readers may know about the work; C0 for a person who only reads.
   */
  compartment: Compartment
  people: readonly Reader[]
}

const lookerRows = rowsOf({ personId: text, agencyName: text, personName: orNull(text) })

/**
 * Returns those viewers of a record whom this reader may know about: colleagues by name, members of the case team and
 * sender or receiver by agency. All other viewers are left out.
 * @throws Problem not-found if the reader does not see the record or cannot open the compartment
 */
export const whoAmong = async (
  db: Db,
  who: RequestContext,
  { on, compartment, people }: Sought,
): Promise<{ actor: Actor; found: (Looker & { personId: string })[] }> => {
  const { actor, rows } = await read(db, who, (sql) => [
    seen(sql, on, compartment),
    lookerRows(sql`
      select l.person as "personId", a.label as "agencyName", p.name as "personName"
        from unnest(${people.map((one) => one.personId)}::uuid[], ${people.map((one) => one.agencyId)}::uuid[]) l (person, agency)
        join app.agencies a on a.id = l.agency
        left join app.people p on p.id = l.person and p.agency_id = (select agency_id from authz.me)
       where (select exists (${seen(sql, on, compartment)})) and (l.agency = (select agency_id from authz.me) or l.agency in (${partiesOf(sql, on)}))`),
  ])
  if (rows[0].length === 0) throw new Problem('not-found')
  return { actor, found: rows[1] }
}

const seen = (sql: SlotSql, { kind, id }: OnScreen, compartment: Compartment) =>
  kind === 'case'
    ? sql`select 1 where (select authz.in_case(${id}, ${compartment}))`
    : sql`select 1 from app.referrals where id = ${id} and status <> 'draft'`

const partiesOf = (sql: SlotSql, { kind, id }: OnScreen) =>
  kind === 'case'
    ? sql`select m.agency_id from app.case_members m where m.case_id = ${id} and m.compartment = 'C0' and m.until_at is null`
    : sql`select unnest(array[r.from_agency_id, r.to_agency_id]) from app.referrals r
        where r.id = ${id} and authz.hears_of_referral(r.id, app.now())`
