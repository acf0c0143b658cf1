import { randomBytes } from 'node:crypto'
import { type Actor, firstResponders } from '@palermo/shared/actor.ts'
import { compartmentsFor } from '@palermo/shared/cases/compartments.ts'
import type { Case, Identity, LightCase, NewCase } from '@palermo/shared/cases/contract.ts'
import { partiesOfCase } from '@palermo/shared/cases/policy.ts'
import { caseWorkflow } from '@palermo/shared/cases/record.ts'
import { caseReference } from '@palermo/shared/cases/reference.ts'
import type { AgeBand } from '@palermo/shared/codes/age-bands.ts'
import type { Urgency } from '@palermo/shared/codes/urgency.ts'
import { localDate } from '@palermo/shared/deadlines/calendar.ts'
import { Problem } from '@palermo/shared/problem.ts'
import { v7 } from 'uuid'
import { type RequestContext, type Tx, write } from '../actor.ts'
import type { Database } from '../database.ts'
import { once, type Retry } from '../idempotency.ts'
import { type Rulebook, rulebookOf } from '../rulebook.ts'
import { blindTokens, seal } from '../seal.ts'
import { recordCreation } from '../transition.ts'
import { caseIn, caseStanding, lightCase, presentCase, standingOf } from './queries.ts'

interface Opening {
  urgency: Urgency
  childProcedure: boolean
  ageBand: AgeBand
  identity: Identity
  /** The day on which the person was met, in the time zone of the task force. */
  metOn: string
  /** Whether only the opening agency sees the case, until the person agrees to share it. */
  agencyOnly?: boolean
  id?: string
}

/** Opens a case for a presumed victim; if the person is a child, starts the deadlines for a child. */
export const openCase = async (
  db: Database,
  tx: Tx,
  actor: Actor,
  rules: Rulebook,
  { identity, metOn, agencyOnly = false, id = v7(), ...shell }: Opening,
): Promise<{ id: string; reference: string }> => {
  const reference = caseReference((db.random ?? randomBytes)(8))
  await tx.sql`insert into app.cases (id, status, reference, profile, lead_agency_id, lead_person_id, child_procedure, age_band, urgency, agency_only)
    values (${id}, 'open', ${reference}, ${rules.profile.code}, ${actor.agencyId}, ${actor.personId}, ${shell.childProcedure}, ${shell.ageBand}, ${shell.urgency}, ${agencyOnly})`
  const sealed = seal(
    db.ring,
    { table: 'case_persons', field: 'identity', id, compartment: 'C1' },
    JSON.stringify(identity),
  )
  const tokens = blindTokens(db.ring, [identity.callName ?? '', identity.fullName ?? ''], identity.birthYear)
  await tx.sql`select app.open_case(${id}, ${compartmentsFor(actor)}, ${v7()}, ${identity.birthYear}::smallint, ${identity.sex}, ${identity.nationality},
    ${sealed}, ${tokens}::text[])`
  const lead = { leadAgencyId: actor.agencyId, leadPersonId: actor.personId, memberAgencyId: actor.agencyId }
  await recordCreation(tx, rules, caseWorkflow, {
    id,
    version: 1,
    status: 'open',
    caseId: id,
    caseReference: reference,
    urgency: shell.urgency,
    childProcedure: shell.childProcedure,
    parties: partiesOfCase(lead),
  })
  await tx.sql`insert into app.case_milestones (id, case_id, track, stage, compartment, reached_on, agency_id)
    values (${v7()}, ${id}, 'protection', 'met', 'C0', ${metOn}, ${actor.agencyId})`
  return { id, reference }
}

/** Opens a case that only the actor's own agency can see. @throws Problem not-allowed, key-reused */
export const openOwnCase = (db: Database, who: RequestContext, retry: Retry, input: NewCase): Promise<LightCase> =>
  write(db, who, async (tx, actor) => {
    const id = await openOnce(db, tx, actor, retry, input)
    const [answer] = await caseStanding(tx.sql, id)
    return lightCase(standingOf(answer), actor)
  })

/** Like `openOwnCase`, but the reply is the whole case. */
export const openAndReadOwnCase = (db: Database, who: RequestContext, retry: Retry, input: NewCase): Promise<Case> =>
  write(db, who, async (tx, actor) =>
    presentCase(db, await caseIn(tx, await openOnce(db, tx, actor, retry, input)), actor),
  )

const openOnce = async (db: Database, tx: Tx, actor: Actor, retry: Retry, input: NewCase): Promise<string> => {
  if (!firstResponders.some((role) => role === actor.function) || !compartmentsFor(actor).includes('C1'))
    throw new Problem('not-allowed')
  const { urgency, under18, ageBand, callName = null, fullName = null, safeContact = null } = input
  const fresh = v7()
  return once(tx, actor, retry, fresh, async () => {
    const rules = await rulebookOf(db, tx.sql)
    const identity = { callName, fullName, safeContact, birthYear: null, sex: null, nationality: null, language: null }
    const childProcedure = under18 !== 'no'
    const metOn = localDate(new Date(tx.now).toISOString(), rules.calendar.zone)
    await openCase(db, tx, actor, rules, {
      id: fresh,
      urgency,
      childProcedure,
      ageBand,
      identity,
      metOn,
      agencyOnly: true,
    })
  })
}
