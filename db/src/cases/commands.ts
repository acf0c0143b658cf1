import type { Actor, StaffFunction } from '@palermo/shared/actor.ts'
import { functions } from '@palermo/shared/actor.ts'
import { compartmentsFor } from '@palermo/shared/cases/compartments.ts'
import type { ActOnCase, Case, LightCase } from '@palermo/shared/cases/contract.ts'
import { partiesOfCase, tracksKeptBy } from '@palermo/shared/cases/policy.ts'
import { reopeningNeedsWords } from '@palermo/shared/cases/reasons.ts'
import { caseWorkflow } from '@palermo/shared/cases/record.ts'
import { compartmentOf, stagesOf } from '@palermo/shared/cases/tracks.ts'
import { localDate, startOfDay } from '@palermo/shared/deadlines/calendar.ts'
import { isTooEarly } from '@palermo/shared/deadlines/contract.ts'
import { basisFor } from '@palermo/shared/handovers/terms.ts'
import { Problem } from '@palermo/shared/problem.ts'
import { v7 } from 'uuid'
import { type RequestContext, send, type Tx, write } from '../actor.ts'
import type { Database } from '../database.ts'
import { checkAgainstCase } from '../deadlines/case-began.ts'
import { offerHandover } from '../handovers/offer.ts'
import { oneOf, orNull, rowsOf, texts } from '../readers.ts'
import { type Rulebook, rulebookOf } from '../rulebook.ts'
import { writeTexts } from '../texts.ts'
import { checkAct, transition } from '../transition.ts'
import { endCase, type WithdrawReferral } from './ending.ts'
import { recordExploitation } from './exploitation.ts'
import { correctPerson } from './person.ts'
import {
  type CaseDocument,
  type CaseStanding,
  caseIn,
  caseStanding,
  caseSubject,
  lightCase,
  presentCase,
  standingOf,
  standingSubject,
} from './queries.ts'
import { endReflection } from './reflection.ts'

/**
 * Carries out one action on a case. The reply contains the actions that the actor may take next. `withdrawReferral` is
 * called for each referral that ends with the case.
 */
export const actOnCase = (
  db: Database,
  who: RequestContext,
  id: string,
  input: ActOnCase,
  withdrawReferral: WithdrawReferral,
): Promise<LightCase> =>
  changed(db, who, id, async (tx, actor, standing) =>
    act({ db, withdrawReferral }, tx, actor, await rulebookOf(db, tx.sql), standing, input),
  )

/**
 * Changes a case. The statement for the reply is sent together with the commit, so that it needs no round trip of its
 * own.
 */
const changed = async (
  db: Database,
  who: RequestContext,
  id: string,
  change: (tx: Tx, actor: Actor, standing: CaseStanding) => Promise<void>,
): Promise<LightCase> => {
  const { actor, rows } = await write(db, who, {
    first: (sql) => caseStanding(sql, id),
    work: async (tx, actor, [first]) => {
      await change(tx, actor, standingOf(first))
      return { actor, rows: send(caseStanding(tx.sql, id)) }
    },
  })
  const [answer] = await rows
  return lightCase(standingOf(answer), actor)
}

/** Like `actOnCase`, but the reply is the whole case, as the caller may see it after the action. */
export const actAndReadCase = (
  db: Database,
  who: RequestContext,
  id: string,
  input: ActOnCase,
  withdrawReferral: WithdrawReferral,
): Promise<Case> =>
  write(db, who, {
    first: (sql) => caseStanding(sql, id),
    work: async (tx, actor, [first]) => {
      await act({ db, withdrawReferral }, tx, actor, await rulebookOf(db, tx.sql), standingOf(first), input)
      return presentCase(db, await caseIn(tx, id), actor)
    },
  })

const act = async (
  { db, withdrawReferral }: { db: Database; withdrawReferral: WithdrawReferral },
  tx: Tx,
  actor: Actor,
  rules: Rulebook,
  row: CaseStanding,
  input: ActOnCase,
): Promise<void> => {
  const subject = standingSubject(row, actor)
  checkAct(actor, caseWorkflow, subject, input)
  switch (input.action) {
    case 'review':
      await transition(tx, actor, rules, caseWorkflow, subject, input)
      return note(db, tx, actor, row, input.note, 'observation')
    case 'advance':
      return advance(tx, actor, rules, row, input)
    case 'appoint-guardian':
    case 'assess-best-interests':
      return void (await transition(tx, actor, rules, caseWorkflow, subject, input))
    case 'begin-reflection':
      return void (await transition(tx, actor, rules, caseWorkflow, subject, input, {
        since: await dayOf(rules, tx, row.id, input.on),
      }))
    case 'end-reflection':
      return endReflection(db, tx, actor, rules, row, input)
    case 'record-decision':
      return recordDecision(tx, actor, rules, await caseIn(tx, row.id), input)
    case 'record-exploitation':
      return recordExploitation(tx, actor, rules, row, input)
    case 'correct-person':
      return correctPerson(db, tx, actor, rules, await caseIn(tx, row.id), input)
    case 'assign-lead': {
      const person = await colleague(tx, actor, input.personId)
      const after = partiesOfCase({
        leadAgencyId: row.leadAgencyId,
        leadPersonId: input.personId,
        memberAgencyId: actor.agencyId,
      })
      await transition(tx, actor, rules, caseWorkflow, subject, input, {
        set: { lead_person_id: input.personId },
        after,
      })
      await tx.sql`select app.assign_member(${row.id}, ${input.personId}, ${compartmentsFor({ sector: actor.sector, function: person })})`
      return
    }
    case 'hand-over': {
      const { action: _, version: __, ...offer } = input
      const { team } = await caseIn(tx, row.id)
      await transition(tx, actor, rules, caseWorkflow, subject, input)
      return offerHandover(db, tx, actor, rules, { ...row, team }, offer)
    }
    case 'share': {
      const basis = basisFor(input, row)
      if (basis === undefined)
        throw new Problem('invalid', undefined, {
          errors: [{ pointer: '/asked', detail: 'needs her word, or a basis without it' }],
        })
      await transition(tx, actor, rules, caseWorkflow, subject, input, {
        set: { agency_only: false },
        changes: { basis },
      })
      return
    }
    case 'open-earlier':
      return openEarlier(tx, actor, rules, await caseIn(tx, row.id), input)
    case 'lose-contact':
    case 'try-again':
    case 'find-again':
      await transition(tx, actor, rules, caseWorkflow, subject, input)
      return note(db, tx, actor, row, input.note, 'contact')
    case 'close':
    case 'record-leaving': {
      const reason = input.action === 'close' ? input.reason : 'left-by-choice'
      await endCase(tx, actor, rules, await caseIn(tx, row.id), {
        action: input.action,
        version: input.version,
        reason,
        withdrawReferral,
      })
      return note(db, tx, actor, row, input.note, 'decision')
    }
    case 'reopen':
      return reopen(db, tx, actor, rules, row, input)
  }
}

/**
 * Opens earlier entries of the case to another agency. The event does not name that agency, since some team members may
 * not know that the agency is on the case.
 */
const openEarlier = async (
  tx: Tx,
  actor: Actor,
  rules: Rulebook,
  row: CaseDocument,
  input: Extract<ActOnCase, { action: 'open-earlier' }>,
) => {
  const { agencyId } = input
  const there = row.team.some(({ agency, untilAt }) => agency.id === agencyId && untilAt === null)
  if (!there || agencyId === actor.agencyId)
    throw new Problem('invalid', undefined, {
      errors: [{ pointer: '/agencyId', detail: 'is no other agency of this team' }],
    })
  await transition(tx, actor, rules, caseWorkflow, caseSubject(row, actor), input)
  await tx.sql`select app.open_earlier(${row.id}, ${agencyId})`
}

/**
 * Reopens a case, and starts again the deadlines that the closure ended early, such as the deadline for the appointment
 * of a child's guardian.
 */
const reopen = async (
  db: Database,
  tx: Tx,
  actor: Actor,
  rules: Rulebook,
  row: CaseStanding,
  input: Extract<ActOnCase, { action: 'reopen' }>,
) => {
  if (reopeningNeedsWords(input.reason) && input.note === undefined)
    throw new Problem('invalid', undefined, { errors: [{ pointer: '/note', detail: 'needs a note' }] })
  const keys = [...(caseWorkflow.actions.reopen.resumes ?? [])]
  const [cut] = await cutRows(tx.sql`
    select app.clocks_cut_short(${row.id}, ${keys}::text[]) as keys`)
  await transition(tx, actor, rules, caseWorkflow, standingSubject(row, actor), input, {
    set: { closing_reason: null, closed_at: null, reopening_reason: input.reason },
    changes: { reason: input.reason },
    resumes: cut?.keys ?? [],
  })
  return note(db, tx, actor, row, input.note, 'decision')
}

/**
 * Records the formal decision. A decision before the end of the reflection period needs a reason. The outcome is stored
 * in the compartment of the immigration track.
 */
const recordDecision = async (
  tx: Tx,
  actor: Actor,
  rules: Rulebook,
  row: CaseDocument,
  input: Extract<ActOnCase, { action: 'record-decision' }>,
) => {
  const { outcome, on, early } = input
  const since = await dayOf(rules, tx, row.id, on)
  const waits = row.deadlines.find(
    ({ key, closedAt }) => closedAt === null && key === caseWorkflow.actions['record-decision'].waits,
  )
  if (waits && isTooEarly(waits, since) && early === undefined) {
    const from = localDate(waits.dueAt, rules.calendar.zone)
    throw new Problem('invalid', undefined, {
      errors: [{ pointer: '/early', detail: `is needed up to ${from}`, code: 'needs-early-reason' }],
    })
  }
  await transition(tx, actor, rules, caseWorkflow, caseSubject(row, actor), input, {
    since,
    facts: { outcome },
    changes: { outcome, ...(early === undefined ? {} : { reason: early }) },
    compartment: 'C4',
  })
}

/** Returns the first moment of the given day. @throws Problem invalid for a day in the future or decades ago */
const dayOf = async ({ calendar: { zone } }: Rulebook, tx: Tx, caseId: string, on: string): Promise<string> => {
  const { now } = tx
  const since = startOfDay(on, zone)
  if (on > localDate(now, zone))
    throw new Problem('invalid', undefined, { errors: [{ pointer: '/on', detail: 'has not come yet' }] })
  if (Date.parse(since) < Date.parse(now) - 20 * 366 * 86_400_000)
    throw new Problem('invalid', undefined, { errors: [{ pointer: '/on', detail: 'is too long ago' }] })
  await checkAgainstCase(tx, { caseId, zone, at: since, pointer: '/on' })
  return since
}

/**
 * Records a milestone in the compartment of its track. Milestones of other tracks are not read, since tracks do not
 * depend on each other.
 */
const advance = async (
  tx: Tx,
  actor: Actor,
  rules: Rulebook,
  row: CaseStanding,
  input: Extract<ActOnCase, { action: 'advance' }>,
) => {
  const { track, stage, on } = input
  const compartment = compartmentOf[track]
  if (!(stagesOf[track] as readonly string[]).includes(stage)) {
    throw new Problem('invalid', undefined, { errors: [{ pointer: '/stage', detail: 'is not on this track' }] })
  }
  if (!tracksKeptBy(actor, row.compartments).includes(track)) throw new Problem('not-allowed')
  await transition(tx, actor, rules, caseWorkflow, standingSubject(row, actor), input, {
    changes: { track, stage },
    compartment,
  })
  await tx.sql`insert into app.case_milestones (id, case_id, track, stage, compartment, reached_on, agency_id)
    values (${v7()}, ${row.id}, ${track}, ${stage}, ${compartment}, ${on}, ${actor.agencyId})`
}

const note = async (db: Database, tx: Tx, actor: Actor, row: CaseStanding, text: string | undefined, kind: string) => {
  if (text === undefined) return
  const id = v7()
  await tx.sql`insert into app.notes (id, case_id, kind, audience, compartment, agency_id, author_id) values (${id}, ${row.id}, ${kind}, 'own-agency-and-lead', 'C1', ${actor.agencyId}, ${actor.personId})`
  await writeTexts(tx, db.ring, actor, [
    { caseId: row.id, compartment: 'C1', subjectKind: 'note', subjectId: id, field: 'note', text },
  ])
}

const cutRows = rowsOf({ keys: orNull(texts) })
const functionRows = rowsOf({ function: oneOf(functions) })

const colleague = async (tx: Tx, actor: Actor, personId: string): Promise<StaffFunction> => {
  const [person] = await functionRows(tx.sql`
    select function from app.people where id = ${personId} and agency_id = ${actor.agencyId} and disabled_at is null`)
  if (!person)
    throw new Problem('invalid', undefined, { errors: [{ pointer: '/personId', detail: 'not a colleague' }] })
  return person.function
}

/**
 * Assigns a member of the supervisor's agency to the case, in the compartments that the member's role allows and the
 * agency holds.
 */
export const assignMember = (db: Database, who: RequestContext, id: string, personId: string): Promise<LightCase> =>
  changed(db, who, id, (tx, actor, standing) => putOnCase(tx, actor, standing, personId))

/** Like `assignMember`, but the reply is the whole case. */
export const assignAndReadCase = (db: Database, who: RequestContext, id: string, personId: string): Promise<Case> =>
  write(db, who, {
    first: (sql) => caseStanding(sql, id),
    work: async (tx, actor, [first]) => {
      await putOnCase(tx, actor, standingOf(first), personId)
      return presentCase(db, await caseIn(tx, id), actor)
    },
  })

const putOnCase = async (tx: Tx, actor: Actor, row: CaseStanding, personId: string): Promise<void> => {
  if (actor.function !== 'supervisor' && actor.function !== 'head') throw new Problem('not-allowed')
  const role = await colleague(tx, actor, personId)
  // Supervisors may add themselves in C0 only; access to other compartments must be granted by another person.
  await tx.sql`select app.assign_member(${row.id}, ${personId}, ${compartmentsFor({ sector: actor.sector, function: role })})`
}
