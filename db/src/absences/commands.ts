import type { Absence, NewAbsence } from '@palermo/shared/absences/contract.ts'
import { coordinators, seesTeam } from '@palermo/shared/actor.ts'
import { Problem } from '@palermo/shared/problem.ts'
import { v7 } from 'uuid'
import { asActor, type RequestContext, type Tx } from '../actor.ts'
import type { Database } from '../database.ts'
import { once, type Retry } from '../idempotency.ts'
import { absenceIn } from './queries.ts'

const invalid = (pointer: string, detail: string) =>
  new Problem('invalid', undefined, { errors: [{ pointer, detail }] })

/**
 * Out of office, with a colleague who stands in: oneself, or somebody for whom one answers.
 * @throws Problem not-allowed for another's, invalid where nobody could stand in or either is away then already
 */
export const setAbsence = (db: Database, who: RequestContext, retry: Retry, input: NewAbsence): Promise<Absence> =>
  asActor(db, who, async (tx, actor) => {
    const personId = input.personId ?? actor.personId
    if (!coordinators.some((fn) => fn === actor.function)) throw new Problem('not-allowed')
    if (personId !== actor.personId && !seesTeam.some((fn) => fn === actor.function)) throw new Problem('not-allowed')
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
      const working = await tx.sql<{ id: string }[]>`
        select id from app.people where id in (${personId}, ${deputyId}) and agency_id = ${actor.agencyId} and disabled_at is null
          and function = any (${[...coordinators]}::text[])`
      if (!working.some((one) => one.id === personId)) throw invalid('/personId', 'not a colleague')
      if (!working.some((one) => one.id === deputyId)) throw invalid('/deputyId', 'not a colleague')
      if (await isAway(tx, personId, input)) throw invalid('/fromAt', 'is away then already')
      if (await isAway(tx, deputyId, input)) throw invalid('/deputyId', 'is away then too')
      await tx.sql`insert into app.absences (id, agency_id, person_id, deputy_id, from_at, until_at, set_by)
        values (${fresh}, ${actor.agencyId}, ${personId}, ${deputyId}, ${fromAt}, ${untilAt}, ${actor.personId})`
      tx.told = true
    })
    return absenceIn(tx, id)
  })

const isAway = async ({ sql }: Tx, person: string, { fromAt, untilAt }: NewAbsence): Promise<boolean> => {
  const found = await sql`
    select 1 from app.absences where person_id = ${person} and ended_at is null and from_at < ${untilAt}::timestamptz
      and until_at > ${fromAt}::timestamptz`
  return found.length > 0
}

/** Back early. @throws Problem not-found, not-allowed */
export const endAbsence = (db: Database, who: RequestContext, id: string): Promise<void> =>
  asActor(db, who, async (tx) => {
    const { mayEnd } = await absenceIn(tx, id)
    if (!mayEnd) throw new Problem('not-allowed')
    await tx.sql`update app.absences set ended_at = ${tx.now} where id = ${id}`
    tx.told = true
  })
