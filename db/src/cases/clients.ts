import type { Client, ClientQuery } from '@palermo/shared/cases/contract.ts'
import { runningCases } from '@palermo/shared/cases/record.ts'
import { encodeCursor } from '@palermo/shared/page.ts'
import { type RequestContext, write } from '../actor.ts'
import type { Database } from '../database.ts'
import { cursorOf } from '../keyset.ts'
import { instant, orNull, rowsOf, text } from '../readers.ts'
import { identityOf } from './queries.ts'
import { cases } from './table.ts'

const clientRows = rowsOf({
  caseId: cases.id,
  reference: cases.reference,
  status: cases.status,
  childProcedure: cases.childProcedure,
  ageBand: cases.ageBand,
  nextStep: orNull(text),
  nextDetail: orNull(text),
  nextDueAt: orNull(instant),
  sealed: text,
  changedAt: cases.updatedAt,
})

/**
 * Lists the persons of the actor's own caseload by name: those of open cases to which the actor is assigned in C1, last
 * changed first. Each name shown is logged as access to its case.
 */
export const listClients = (
  db: Database,
  who: RequestContext,
  query: ClientQuery,
): Promise<{ items: Client[]; nextCursor: string | null }> => {
  const [after, afterId] = cursorOf(query.cursor)
  return write(db, who, async (tx) => {
    const found = await clientRows(tx.sql`
      select c.id as "caseId", c.reference, c.status, c.child_procedure as "childProcedure", c.age_band as "ageBand",
          s."nextStep", s."nextDetail", s."nextDueAt", encode(p.identity, 'base64') as sealed, c.updated_at as "changedAt"
        from app.cases c join app.case_persons p on p.case_id = c.id join app.case_summaries s on s.id = c.id
       where c.id = any (array(select m.case_id from app.case_members m
               where m.agency_id = (select agency_id from authz.me) and m.person_id = (select person_id from authz.me)
                 and m.compartment = 'C1' and m.until_at is null))
         and c.status = any (${[...runningCases]}::text[])
         and (${after}::timestamptz is null or (c.updated_at, c.id) < (${after}::timestamptz, ${afterId}::uuid))
       order by c.updated_at desc, c.id desc limit ${query.limit + 1}`)
    const page = found.slice(0, query.limit)
    await tx.sql`select app.log_clients(${page.map(({ caseId }) => caseId)}::uuid[])`
    const last = found.length > query.limit ? page.at(-1) : undefined
    return {
      items: page.map(({ sealed, changedAt: _, ...client }) => {
        const { callName, fullName } = identityOf(db.ring, client.caseId, sealed)
        return { ...client, callName, fullName }
      }),
      nextCursor: last ? encodeCursor([last.changedAt, last.caseId]) : null,
    }
  })
}
