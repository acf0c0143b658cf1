import type { Link, NewLink } from '@palermo/shared/links/contract.ts'
import { Problem } from '@palermo/shared/problem.ts'
import { v7 } from 'uuid'
import { asActor, type RequestContext, type Tx } from '../actor.ts'
import type { Database } from '../database.ts'
import { once, type Retry } from '../idempotency.ts'
import { linkIn } from './queries.ts'

/**
 * The case of this code, where the actor stands behind this wall of it. A code of nothing, of a case that is hidden, or of
 * one whose wall is closed are all told the same. @throws Problem invalid
 */
export const caseBehind = async ({ sql }: Tx, reference: string, wall: string, pointer: string): Promise<string> => {
  const [row] = await sql<{ id: string }[]>`
    select id from app.cases where reference = ${reference} and authz.in_case(id, ${wall})`
  if (!row)
    throw new Problem('invalid', undefined, { errors: [{ pointer, detail: 'is no case that you can connect' }] })
  return row.id
}

/** @throws Problem not-found, not-allowed behind a closed wall, invalid */
export const linkCases = (db: Database, who: RequestContext, retry: Retry, input: NewLink): Promise<Link> =>
  asActor(db, who, async (tx, actor) => {
    const { caseId, kind, compartment } = input
    const [known] = await tx.sql<{ near: boolean }[]>`
      select authz.in_case(id, ${compartment}) as near from app.cases where id = ${caseId}`
    if (!known) throw new Problem('not-found')
    if (!known.near) throw new Problem('not-allowed')
    const other = await caseBehind(tx, input.reference, compartment, '/reference')
    if (other === caseId)
      throw new Problem('invalid', undefined, { errors: [{ pointer: '/reference', detail: 'is this case itself' }] })
    const [first, second] = [caseId, other].sort()
    const fresh = v7()
    const id = await once(tx, actor, retry, fresh, async () => {
      const [same] = await tx.sql`
        select 1 from app.case_links where case_id = ${first ?? ''} and other_case_id = ${second ?? ''} and kind = ${kind} and ended_at is null`
      if (same)
        throw new Problem('invalid', undefined, { errors: [{ pointer: '/kind', detail: 'is linked so already' }] })
      await tx.sql`insert into app.case_links (id, case_id, other_case_id, kind, compartment, agency_id, person_id)
        values (${fresh}, ${first ?? ''}, ${second ?? ''}, ${kind}, ${compartment}, ${actor.agencyId}, ${actor.personId})`
    })
    return linkIn(tx, caseId, id)
  })

/** Ends a link; whoever sees it may. What was known of both cases stays in the log. @throws Problem not-found */
export const endLink = (db: Database, who: RequestContext, id: string): Promise<void> =>
  asActor(db, who, async (tx) => {
    const ended = await tx.sql`
      update app.case_links set ended_at = ${tx.now} where id = ${id} and ended_at is null returning id`
    if (ended.length === 0) throw new Problem('not-found')
  })
