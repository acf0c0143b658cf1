import type { Link, LinkCompartment, NewLink } from '@palermo/shared/links/contract.ts'
import { Problem } from '@palermo/shared/problem.ts'
import { and, eq, isNull } from 'drizzle-orm'
import { v7 } from 'uuid'
import { type RequestContext, type Tx, write } from '../actor.ts'
import { caseByReference, readsCompartment } from '../cases/behind.ts'
import type { Database } from '../database.ts'
import { once, type Retry } from '../idempotency.ts'
import { insert, prepared } from '../prepared.ts'
import { linkIn } from './queries.ts'
import { caseLinks } from './table.ts'

/**
 * Returns the case with this reference, if the actor may read the compartment of the link in that case. An unknown
 * reference, a hidden case and a compartment without access give the same error.
 * @throws Problem invalid
 */
export const caseBehind = async (
  { sql }: Tx,
  reference: string,
  compartment: LinkCompartment,
  pointer: string,
): Promise<string> => {
  const [row] = await caseByReference(sql, { reference, compartment })
  if (!row)
    throw new Problem('invalid', undefined, { errors: [{ pointer, detail: 'is no case that you can connect' }] })
  return row.id
}

/** Links two cases. @throws Problem not-found, not-allowed without access to the compartment, invalid */
export const linkCases = (db: Database, who: RequestContext, retry: Retry, input: NewLink): Promise<Link> =>
  write(db, who, async (tx, actor) => {
    const { caseId, kind, compartment } = input
    const [known] = await readsCompartment(tx.sql, { caseId, compartment })
    if (!known) throw new Problem('not-found')
    if (!known.near) throw new Problem('not-allowed')
    const other = await caseBehind(tx, input.reference, compartment, '/reference')
    if (other === caseId)
      throw new Problem('invalid', undefined, { errors: [{ pointer: '/reference', detail: 'is this case itself' }] })
    const ends = caseId < other ? { caseId, otherCaseId: other } : { caseId: other, otherCaseId: caseId }
    const fresh = v7()
    const id = await once(tx, actor, retry, fresh, async () => {
      const [same] = await standingLink(tx.sql, { ...ends, kind })
      if (same)
        throw new Problem('invalid', undefined, { errors: [{ pointer: '/kind', detail: 'is linked so already' }] })
      const by = { agencyId: actor.agencyId, personId: actor.personId }
      await insert(tx.sql, caseLinks, { id: fresh, ...ends, kind, compartment, ...by })
    })
    return linkIn(tx, caseId, id)
  })

/**
 * Ends a link, which every reader of the link may do. The access log keeps the earlier reads through the link.
 * @throws Problem not-found
 */
export const endLink = (db: Database, who: RequestContext, id: string): Promise<void> =>
  write(db, who, async (tx) => {
    const ended = await end(tx.sql, { id, endedAt: tx.now })
    if (ended.length === 0) throw new Problem('not-found')
  })

const standingLink = prepared(
  (build, { caseId, otherCaseId, kind }: Pick<typeof caseLinks.$inferSelect, 'caseId' | 'otherCaseId' | 'kind'>) =>
    build
      .select({ id: caseLinks.id })
      .from(caseLinks)
      .where(
        and(
          eq(caseLinks.caseId, caseId),
          eq(caseLinks.otherCaseId, otherCaseId),
          eq(caseLinks.kind, kind),
          isNull(caseLinks.endedAt),
        ),
      ),
)
const end = prepared((build, { id, endedAt }: { id: string; endedAt: string }) =>
  build
    .update(caseLinks)
    .set({ endedAt })
    .where(and(eq(caseLinks.id, id), isNull(caseLinks.endedAt)))
    .returning({ id: caseLinks.id }),
)
