import { sectors } from '@palermo/shared/actor.ts'
import { AgencyLabel } from '@palermo/shared/agencies/contract.ts'
import { needs as needKinds } from '@palermo/shared/codes/needs.ts'
import { type Found, FoundCase, FoundReferral, mostFound, type Search } from '@palermo/shared/search/contract.ts'
import { type Db, type RequestContext, read } from '../actor.ts'
import { document, flag, oneOf, orNull, rowsOf, someOf, text } from '../readers.ts'
import type { SlotSql } from '../slots.ts'

const { shape: ofCase } = FoundCase
const { shape: ofReferral } = FoundReferral
const caseRows = rowsOf({
  id: text,
  reference: text,
  status: oneOf(ofCase.status.options),
  urgency: oneOf(ofCase.urgency.options),
  childProcedure: flag,
  lead: document(AgencyLabel),
})
const referralRows = rowsOf({
  id: text,
  kind: oneOf(ofReferral.kind.options),
  status: oneOf(ofReferral.status.options),
  caseReference: orNull(text),
  needs: someOf(needKinds),
  from: document(AgencyLabel),
  to: orNull(document(AgencyLabel)),
})
const agencyRows = rowsOf({ id: text, name: text, sector: oneOf(sectors) })

/**
 * Searches cases and referrals of the reader's own work, and agencies of the directory; open cases and referrals come
 * first.
 */
export const find = async (db: Db, who: RequestContext, { q, services, needs }: Search): Promise<Found> => {
  const within = (sql: SlotSql, column: string) => sql`strpos(lower(${sql(column)}), lower(${q})) > 0`
  const { rows } = await read(db, who, (sql) => [
    // The query starts from the memberships of the team, which an index finds, like the list of cases.
    caseRows(sql`
      select c.id, c.reference, c.status, c.urgency, c.child_procedure as "childProcedure",
          json_build_object('id', a.id, 'name', a.label, 'sector', a.sector) as lead
        from app.cases c join app.agencies a on a.id = c.lead_agency_id
       where c.id = any (array(select distinct m.case_id from app.case_members m
               where m.agency_id = (select agency_id from authz.me) and m.compartment = 'C0' and m.until_at is null))
         and (${within(sql, 'c.reference')} or (a.id <> (select agency_id from authz.me) and ${within(sql, 'a.label')}))
       order by c.closed_at is null desc, c.updated_at desc, c.id desc limit ${mostFound.cases}`),
    referralRows(sql`
      select r.id, r.kind, r.status, r.case_reference as "caseReference", r.needs,
          json_build_object('id', f.id, 'name', f.label, 'sector', f.sector) as "from",
          case when t.id is not null then json_build_object('id', t.id, 'name', t.label, 'sector', t.sector) end as "to"
        from app.referrals r join app.agencies f on f.id = r.from_agency_id left join app.agencies t on t.id = r.to_agency_id
       where (r.from_agency_id = (select agency_id from authz.me) or r.to_agency_id = (select agency_id from authz.me))
         and r.status <> 'draft'
         and (${within(sql, 'r.case_reference')} or r.services && ${services} or r.needs && ${needs}
           or (f.id <> (select agency_id from authz.me) and ${within(sql, 'f.label')})
           or (t.id <> (select agency_id from authz.me) and ${within(sql, 't.label')}))
       order by r.ended_at is null desc, r.updated_at desc, r.id desc limit ${mostFound.referrals}`),
    agencyRows(sql`
      select a.id, a.label as name, a.sector from app.agencies a where ${within(sql, 'a.label')}
       order by strpos(lower(a.label), lower(${q})), a.label, a.id limit ${mostFound.agencies}`),
  ])
  const [cases, referrals, agencies] = rows
  return { cases: [...cases], referrals: [...referrals], agencies: [...agencies] }
}
