import type { Actor } from '@palermo/shared/actor.ts'
import { CompanionGroup, type Companions, Group, type GroupList } from '@palermo/shared/groups/contract.ts'
import { Problem } from '@palermo/shared/problem.ts'
import { referralWorkflow } from '@palermo/shared/referrals/record.ts'
import { availableActions } from '@palermo/shared/workflow.ts'
import { z } from 'zod'
import { type Db, type RequestContext, read, type Tx } from '../actor.ts'
import { readsCompartment } from '../cases/behind.ts'
import { document, rowsOf } from '../readers.ts'
import type { SlotSql } from '../slots.ts'

const groupRows = rowsOf({ document: document(Group) })
const Companion = CompanionGroup.shape.referrals.element.omit({ mayAccept: true })
const companionRows = rowsOf({ document: document(CompanionGroup.extend({ referrals: z.array(Companion) })) })

/**
 * Selects a group with the members that the reader may see. The group is read as JSON text, because the driver would
 * parse the times in it.
 */
const groups = (sql: SlotSql) => sql`
  select json_build_object('id', g.id, 'kind', g.kind, 'wish', g.wish, 'updatedAt', g.updated_at, 'members',
      (select json_agg(json_build_object('caseId', c.id, 'reference', c.reference, 'status', c.status,
          'childProcedure', c.child_procedure, 'at', m.at) order by m.at, m.id)
        from app.group_members m join app.cases c on c.id = m.case_id where m.group_id = g.id and m.left_at is null))::text as document
    from app.groups g`

/** Lists the groups of the person of this case, for readers of C1. @throws Problem not-found, not-allowed */
export const listGroups = async (db: Db, who: RequestContext, caseId: string): Promise<GroupList> => {
  const { rows } = await read(db, who, (sql) => [
    readsCompartment(sql, { caseId, compartment: 'C1' }),
    groupRows(sql`${groups(sql)}
      where exists (select from app.group_members m where m.group_id = g.id and m.case_id = ${caseId} and m.left_at is null) order by g.at`),
  ])
  const [known] = rows[0]
  if (!known) throw new Problem('not-found')
  if (!known.near) throw new Problem('not-allowed')
  return { items: rows[1].map((row) => row.document) }
}

/** Reads a group; undefined if the reader may see none of its members. */
export const groupIn = async ({ sql }: Tx, id: string): Promise<Group | undefined> => {
  const [row] = await groupRows(sql`${groups(sql)} where g.id = ${id}`)
  return row?.document
}

/**
 * Reads the group of a referral's person, for all readers of the referral, also before acceptance: a receiver needs
 * these facts to decide for the whole family.
 * @throws Problem not-found
 */
export const readCompanions = async (db: Db, who: RequestContext, referralId: string): Promise<Companions> => {
  const { actor, rows } = await read(db, who, (sql) => [
    sql`select 1 from app.referrals where id = ${referralId}`,
    companionRows(sql`
      select json_build_object('kind', g.kind, 'wish', g.wish, 'size', g.size, 'referrals', coalesce((
          select json_agg(json_build_object('id', s.id, 'version', s.version, 'caseReference', s."caseReference", 'status', s.status, 'to', s."to") order by s.id)
            from app.referral_summaries s join app.referrals own on own.id = ${referralId}
           where s."caseId" = any (g.cases) and s."caseId" <> own.case_id and s.status <> 'draft'
             and s."to"->>'id' = own.to_agency_id::text), '[]'))::text as document
        from app.group_of_referral(${referralId}) g where g.size > 1`),
  ])
  if (rows[0].length === 0) throw new Problem('not-found')
  const [found] = rows[1]
  if (!found) return { group: null }
  const group = found.document
  return {
    group: { ...group, referrals: group.referrals.map((one) => ({ ...one, mayAccept: mayAccept(one, actor) })) },
  }
}

const mayAccept = ({ status, to }: z.infer<typeof Companion>, actor: Actor): boolean =>
  to !== null &&
  availableActions(
    referralWorkflow,
    { status, parties: { receiver: { agencyId: to.id, personId: null } } },
    actor,
  ).includes('accept')
