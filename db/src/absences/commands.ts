import type { Absence, NewAbsence } from '@palermo/shared/absences/contract.ts'
import { coordinators, seesTeam } from '@palermo/shared/actor.ts'
import { Problem } from '@palermo/shared/problem.ts'
import { and, eq, gt, isNull, lt } from 'drizzle-orm'
import { v7 } from 'uuid'
import { coordinatorsAmong } from '../accounts/colleagues.ts'
import { type RequestContext, type Tx, write } from '../actor.ts'
import type { Database } from '../database.ts'
import { once, type Retry } from '../idempotency.ts'
import { insert, prepared } from '../prepared.ts'
import { absenceIn } from './queries.ts'
import { absences } from './table.ts'

const invalid = (pointer: string, detail: string) =>
  new Problem('invalid', undefined, { errors: [{ pointer, detail }] })

/**
 * Sets an absence with a deputy: the actor's own absence or, if the actor is a supervisor, that of a team member.
 * @throws Problem not-allowed for another person's absence; invalid if the deputy is not possible, or if the absent
 * person or the deputy is already absent at that time
 */
export const setAbsence = (db: Database, who: RequestContext, retry: Retry, input: NewAbsence): Promise<Absence> =>
  write(db, who, async (tx, actor) => {
    const personId = input.personId ?? actor.personId
    if (!coordinators.some((role) => role === actor.function)) throw new Problem('not-allowed')
    if (personId !== actor.personId && !seesTeam.some((role) => role === actor.function))
      throw new Problem('not-allowed')
    const { deputyId, fromAt, untilAt } = input
    if (deputyId === personId) throw invalid('/deputyId', 'is the same person')
    if (deputyId === actor.personId)
      throw invalid(
        '/deputyId',
        'has to be somebody else: only the person who is away, or another supervisor, can name you',
      )
    if (Date.parse(untilAt) <= Date.parse(tx.now)) throw invalid('/untilAt', 'is past')
    const fresh = v7()
    const id = await once(tx, actor, retry, fresh, async () => {
      const working = await coordinatorsAmong(tx.sql, { one: personId, other: deputyId, agencyId: actor.agencyId })
      if (!working.some((one) => one.id === personId)) throw invalid('/personId', 'not a colleague')
      if (!working.some((one) => one.id === deputyId)) throw invalid('/deputyId', 'not a colleague')
      if (await isAway(tx, personId, input)) throw invalid('/fromAt', 'is away then already')
      if (await isAway(tx, deputyId, input)) throw invalid('/deputyId', 'is away then too')
      const by = { agencyId: actor.agencyId, setBy: actor.personId }
      await insert(tx.sql, absences, { id: fresh, personId, deputyId, fromAt, untilAt, ...by })
      tx.notified = true
    })
    return absenceIn(tx, id)
  })

const isAway = async ({ sql }: Tx, personId: string, { fromAt, untilAt }: NewAbsence): Promise<boolean> =>
  (await overlapping(sql, { personId, fromAt, untilAt })).length > 0

const overlapping = prepared(
  (build, { personId, fromAt, untilAt }: { personId: string; fromAt: string; untilAt: string }) =>
    build
      .select({ id: absences.id })
      .from(absences)
      .where(
        and(
          eq(absences.personId, personId),
          isNull(absences.endedAt),
          lt(absences.fromAt, untilAt),
          gt(absences.untilAt, fromAt),
        ),
      ),
)
const end = prepared((build, { id, endedAt }: { id: string; endedAt: string }) =>
  build.update(absences).set({ endedAt }).where(eq(absences.id, id)),
)

/** Ends an absence early. @throws Problem not-found, not-allowed */
export const endAbsence = (db: Database, who: RequestContext, id: string): Promise<void> =>
  write(db, who, async (tx) => {
    const { mayEnd } = await absenceIn(tx, id)
    if (!mayEnd) throw new Problem('not-allowed')
    await end(tx.sql, { id, endedAt: tx.now })
    tx.notified = true
  })
