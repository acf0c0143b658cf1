import { randomBytes } from 'node:crypto'
import type { Actor } from '@palermo/shared/actor.ts'
import { partiesOfCase } from '@palermo/shared/cases/policy.ts'
import { caseReference } from '@palermo/shared/cases/reference.ts'
import { wallsFor } from '@palermo/shared/cases/walls.ts'
import { caseWorkflow, runningCases } from '@palermo/shared/cases/workflow.ts'
import { outcomeOf } from '@palermo/shared/forms/outcome.ts'
import { Problem } from '@palermo/shared/problem.ts'
import { partiesOfReferral } from '@palermo/shared/referrals/policy.ts'
import { referralWorkflow } from '@palermo/shared/referrals/workflow.ts'
import { v7 } from 'uuid'
import type { Tx } from '../actor.ts'
import type { Database } from '../database.ts'
import type { Rulebook } from '../deadlines/rulebook.ts'
import { recordCreation, transition } from '../door.ts'
import { formToSend } from '../forms/use.ts'
import { blindTokens, seal } from '../seal.ts'
import { answersOf } from './answers.ts'
import { checkAnswers, columnsFrom, identityFrom, todayOf } from './form-columns.ts'
import { type ReferralDocument, subjectOf } from './queries.ts'
import { checkReceiver } from './receiver.ts'

/**
 * Sends a draft to an agency's queue. Without a case it opens one, with the person behind C1, in the same transaction;
 * the sender leads until a lead referral is accepted.
 * @throws Problem invalid where answers are missing, nobody is chosen, or an adult did not agree
 */
export const sendReferral = async (
  db: Database,
  tx: Tx,
  actor: Actor,
  book: Rulebook,
  row: ReferralDocument,
  version: number,
) => {
  const form = await formToSend(tx, row.formId, row.formVersion)
  const today = todayOf(tx, book)
  const answers = answersOf(db, row)
  checkAnswers(form, answers, { today, draft: false })
  const { outcome } = outcomeOf(form, answers, { today })
  if (outcome !== 'refer')
    throw new Problem('invalid', undefined, { errors: [{ pointer: '/answers', detail: outcome }] })
  const { to } = row
  if (to === null) throw new Problem('invalid', undefined, { errors: [{ pointer: '/toAgencyId', detail: 'required' }] })
  // It may have stopped taking any since it was chosen.
  await checkReceiver(tx, actor, to.id)
  if (row.caseId !== null) await checkCase(tx, row.caseId)
  // Only whoever leads a case can give the lead away.
  if (row.kind === 'lead' && row.caseId !== null && row.leadAgencyId !== actor.agencyId)
    throw new Problem('invalid', undefined, { errors: [{ pointer: '/kind', detail: 'only the lead of the case' }] })
  const columns = columnsFrom(form, answers, today)
  const opened =
    row.caseId === null ? await openCase(db, tx, actor, book, { columns, identity: identityFrom(form, answers) }) : null
  const caseId = opened?.id ?? row.caseId
  const lead = opened
    ? { leadAgencyId: actor.agencyId, leadPersonId: actor.personId }
    : { leadAgencyId: row.leadAgencyId, leadPersonId: row.leadPersonId }
  const reference = opened?.reference ?? row.caseReference
  const subject = {
    ...subjectOf(row),
    caseId,
    caseReference: reference,
    urgency: columns.urgency,
    childProcedure: columns.childProcedure,
    parties: partiesOfReferral({
      fromAgencyId: row.from.id,
      fromPersonId: row.fromPersonId,
      toAgencyId: to.id,
      assigneeId: null,
      ...lead,
    }),
  }
  await transition(
    tx,
    actor,
    book,
    referralWorkflow,
    subject,
    { action: 'send', version },
    {
      set: {
        case_id: caseId,
        case_reference: reference,
        lead_agency_id: lead.leadAgencyId,
        lead_person_id: lead.leadPersonId,
        sent_at: tx.now,
      },
    },
  )
  await tx.sql`select app.adopt_texts(${row.id}, ${caseId})`
  if (columns.outcomes.length > 0) {
    await tx.sql`insert into app.referral_outcomes (referral_id, outcome) select ${row.id}, unnest(${columns.outcomes}::text[])`
  }
}

/** Between draft and sending the case may have closed, or gone to others. @throws Problem wrong-status */
const checkCase = async (tx: Tx, id: string) => {
  const [row] = await tx.sql`select 1 from app.cases where id = ${id} and status = any (${runningCases}::text[])`
  if (!row) throw new Problem('wrong-status', 'The case is closed, or no longer yours.')
}

interface Opening {
  columns: ReturnType<typeof columnsFrom>
  identity: ReturnType<typeof identityFrom>
}

/** One task force's work for one presumed victim begins; a child's own clocks with it. */
const openCase = async (db: Database, tx: Tx, actor: Actor, book: Rulebook, { columns, identity }: Opening) => {
  const id = v7()
  const reference = caseReference((db.random ?? randomBytes)(8))
  await tx.sql`insert into app.cases (id, status, reference, profile, lead_agency_id, lead_person_id, child_procedure, age_band, urgency)
    values (${id}, 'open', ${reference}, ${book.profile.code}, ${actor.agencyId}, ${actor.personId}, ${columns.childProcedure}, ${columns.ageBand}, ${columns.urgency})`
  const sealed = seal(
    db.ring,
    { table: 'case_persons', field: 'identity', id, compartment: 'C1' },
    JSON.stringify(identity),
  )
  const tokens = blindTokens(db.ring, [identity.callName ?? '', identity.fullName ?? ''], identity.birthYear)
  await tx.sql`select app.open_case(${id}, ${wallsFor(actor)}, ${v7()}, ${identity.birthYear}::smallint, ${identity.sex}, ${identity.nationality},
    ${sealed}, ${tokens}::text[])`
  const lead = { leadAgencyId: actor.agencyId, leadPersonId: actor.personId, memberAgencyId: actor.agencyId }
  await recordCreation(
    tx,
    book,
    caseWorkflow,
    {
      id,
      version: 1,
      status: 'open',
      caseId: id,
      caseReference: reference,
      urgency: columns.urgency,
      childProcedure: columns.childProcedure,
      parties: partiesOfCase(lead),
    },
    { opens: columns.childProcedure ? ['child.guardian', 'child.best-interests'] : [] },
  )
  await tx.sql`insert into app.case_milestones (id, case_id, track, stage, compartment, reached_on, agency_id)
    values (${v7()}, ${id}, 'protection', 'met', 'C0', ${todayOf(tx, book)}, ${actor.agencyId})`
  return { id, reference }
}
