import { Link, type LinkList, linkCompartments } from '@palermo/shared/links/contract.ts'
import { Problem } from '@palermo/shared/problem.ts'
import { type Db, type RequestContext, read, type Tx } from '../actor.ts'
import { compartmentsRead } from '../cases/behind.ts'
import { document, orNull, rowsOf, text } from '../readers.ts'
import type { SlotSql } from '../slots.ts'
import { caseLinks } from './table.ts'

const linkRows = rowsOf({
  id: caseLinks.id,
  kind: caseLinks.kind,
  compartment: caseLinks.compartment,
  other: document(Link.shape.other),
  agencyName: orNull(text),
  personName: orNull(text),
  at: caseLinks.at,
})
const links = (sql: SlotSql, from: string) => sql`
  select l.id, l.kind, l.compartment, json_build_object('id', o.id, 'reference', o.reference, 'status', o.status) as other,
      a.label as "agencyName", p.name as "personName", l.at
    from app.case_links l
    join app.cases o on o.id = case when l.case_id = ${from}::uuid then l.other_case_id else l.case_id end
    left join app.agencies a on a.id = l.agency_id and authz.knows(${from}::uuid, l.agency_id) left join app.people p on p.id = l.person_id
   where l.ended_at is null and ${from}::uuid in (l.case_id, l.other_case_id)`

/**
 * Lists the links of this case whose compartment the reader can open in both linked cases.
 * @throws Problem not-found
 */
export const listLinks = async (db: Db, who: RequestContext, caseId: string): Promise<LinkList> => {
  const { rows } = await read(db, who, (sql) => [
    compartmentsRead(sql, { caseId }),
    linkRows(sql`${links(sql, caseId)} order by l.at desc, l.id desc limit 200`),
  ])
  const [known] = rows[0]
  if (!known) throw new Problem('not-found')
  return {
    items: rows[1],
    compartments: linkCompartments.filter((compartment) => known.compartments.includes(compartment)),
  }
}

/** Reads one link. @throws Problem not-found */
export const linkIn = async ({ sql }: Tx, from: string, id: string): Promise<Link> => {
  const [row] = await linkRows(sql`${links(sql, from)} and l.id = ${id}`)
  if (!row) throw new Problem('not-found')
  return row
}
