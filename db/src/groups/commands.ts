import type { Actor } from '@palermo/shared/actor.ts'
import type { ActOnGroup, Group, NewGroup } from '@palermo/shared/groups/contract.ts'
import { Problem } from '@palermo/shared/problem.ts'
import { and, eq, isNull } from 'drizzle-orm'
import { v7 } from 'uuid'
import { type RequestContext, type Tx, write } from '../actor.ts'
import { readsCompartment } from '../cases/behind.ts'
import type { Database } from '../database.ts'
import { once, type Retry } from '../idempotency.ts'
import { caseBehind } from '../links/commands.ts'
import { insert, prepared } from '../prepared.ts'
import { groupIn } from './queries.ts'
import { groupMembers, groups } from './table.ts'

const join = (tx: Tx, actor: Actor, groupId: string, caseId: string) =>
  insert(tx.sql, groupMembers, { id: v7(), groupId, caseId, agencyId: actor.agencyId, personId: actor.personId })

/**
 * Groups persons (a family, for example) whose identity the actor may read in all their cases.
 * @throws Problem not-found, not-allowed, invalid
 */
export const makeGroup = (db: Database, who: RequestContext, retry: Retry, input: NewGroup): Promise<Group> =>
  write(db, who, async (tx, actor) => {
    const { caseId, kind, wish, references } = input
    const [known] = await readsCompartment(tx.sql, { caseId, compartment: 'C1' })
    if (!known) throw new Problem('not-found')
    if (!known.near) throw new Problem('not-allowed')
    const others: string[] = []
    for (const [at, reference] of references.entries())
      others.push(await caseBehind(tx, reference, 'C1', `/references/${at}`))
    const fresh = v7()
    const id = await once(tx, actor, retry, fresh, async () => {
      await insert(tx.sql, groups, { id: fresh, kind, wish, agencyId: actor.agencyId, personId: actor.personId })
      for (const member of new Set([caseId, ...others])) await join(tx, actor, fresh, member)
    })
    return seen(await groupIn(tx, id))
  })

/** Carries out an action on a group. @throws Problem not-found, invalid */
export const actOnGroup = (db: Database, who: RequestContext, id: string, input: ActOnGroup): Promise<Group> =>
  write(db, who, async (tx, actor) => {
    const group = seen(await groupIn(tx, id))
    switch (input.action) {
      case 'add': {
        const caseId = await caseBehind(tx, input.reference, 'C1', '/reference')
        if (!group.members.some((member) => member.caseId === caseId)) await join(tx, actor, id, caseId)
        break
      }
      case 'take-out': {
        const left = await leaveGroup(tx.sql, { groupId: id, caseId: input.caseId, leftAt: tx.now })
        if (left.length === 0) throw new Problem('not-found')
        break
      }
      case 'set-wish':
        await setWish(tx.sql, { id, wish: input.wish, updatedAt: tx.now })
    }
    // An actor who removes the last member that the actor can see gets a group without members.
    return (await groupIn(tx, id)) ?? { ...group, members: [] }
  })

const leaveGroup = prepared((build, { groupId, caseId, leftAt }: { groupId: string; caseId: string; leftAt: string }) =>
  build
    .update(groupMembers)
    .set({ leftAt })
    .where(and(eq(groupMembers.groupId, groupId), eq(groupMembers.caseId, caseId), isNull(groupMembers.leftAt)))
    .returning({ id: groupMembers.id }),
)
const setWish = prepared(
  (build, { id, wish, updatedAt }: Pick<typeof groups.$inferSelect, 'id' | 'wish' | 'updatedAt'>) =>
    build.update(groups).set({ wish, updatedAt }).where(eq(groups.id, id)),
)

const seen = (group: Group | undefined): Group => {
  if (!group) throw new Problem('not-found')
  return group
}
