import type { Actor } from '@palermo/shared/actor.ts'
import type { ActOnGroup, Group, NewGroup } from '@palermo/shared/groups/contract.ts'
import { Problem } from '@palermo/shared/problem.ts'
import { v7 } from 'uuid'
import { asActor, type RequestContext, type Tx } from '../actor.ts'
import type { Database } from '../database.ts'
import { once, type Retry } from '../idempotency.ts'
import { caseBehind } from '../links/commands.ts'
import { groupIn } from './queries.ts'

const join = (tx: Tx, actor: Actor, groupId: string, caseId: string) =>
  tx.sql`insert into app.group_members (id, group_id, case_id, agency_id, person_id)
    values (${v7()}, ${groupId}, ${caseId}, ${actor.agencyId}, ${actor.personId})`

/** Keeps people together whose cases the actor stands behind C1 of. @throws Problem not-found, not-allowed, invalid */
export const makeGroup = (db: Database, who: RequestContext, retry: Retry, input: NewGroup): Promise<Group> =>
  asActor(db, who, async (tx, actor) => {
    const { caseId, kind, wish, references } = input
    const [known] = await tx.sql<{ near: boolean }[]>`
      select authz.in_case(id, 'C1') as near from app.cases where id = ${caseId}`
    if (!known) throw new Problem('not-found')
    if (!known.near) throw new Problem('not-allowed')
    const others: string[] = []
    for (const [at, reference] of references.entries())
      others.push(await caseBehind(tx, reference, 'C1', `/references/${at}`))
    const fresh = v7()
    const id = await once(tx, actor, retry, fresh, async () => {
      await tx.sql`insert into app.groups (id, kind, wish, agency_id, person_id)
        values (${fresh}, ${kind}, ${wish}, ${actor.agencyId}, ${actor.personId})`
      for (const member of new Set([caseId, ...others])) await join(tx, actor, fresh, member)
    })
    return seen(await groupIn(tx, id))
  })

/** @throws Problem not-found, invalid */
export const actOnGroup = (db: Database, who: RequestContext, id: string, input: ActOnGroup): Promise<Group> =>
  asActor(db, who, async (tx, actor) => {
    const group = seen(await groupIn(tx, id))
    switch (input.action) {
      case 'add': {
        const caseId = await caseBehind(tx, input.reference, 'C1', '/reference')
        if (!group.members.some((member) => member.caseId === caseId)) await join(tx, actor, id, caseId)
        break
      }
      case 'take-out': {
        const left = await tx.sql`
          update app.group_members set left_at = ${tx.now}
           where group_id = ${id} and case_id = ${input.caseId} and left_at is null returning id`
        if (left.length === 0) throw new Problem('not-found')
        break
      }
      case 'set-wish':
        await tx.sql`update app.groups set wish = ${input.wish}, updated_at = ${tx.now} where id = ${id}`
    }
    // Who took out the last one that they see is told what was left.
    return (await groupIn(tx, id)) ?? { ...group, members: [] }
  })

const seen = (group: Group | undefined): Group => {
  if (!group) throw new Problem('not-found')
  return group
}
