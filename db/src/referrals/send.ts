import type { Actor } from '@palermo/shared/actor.ts'
import { runningCases } from '@palermo/shared/cases/record.ts'
import type { Answers } from '@palermo/shared/forms/answers.ts'
import { fieldsOf } from '@palermo/shared/forms/check.ts'
import type { Form } from '@palermo/shared/forms/contract.ts'
import { mapped } from '@palermo/shared/forms/mapping.ts'
import { outcomeOf } from '@palermo/shared/forms/outcome.ts'
import { Problem } from '@palermo/shared/problem.ts'
import { basisOf, purposeOf } from '@palermo/shared/referrals/grounds.ts'
import { proposedKind } from '@palermo/shared/referrals/kind.ts'
import { partiesOfReferral, referralWorkflow } from '@palermo/shared/referrals/record.ts'
import { v7 } from 'uuid'
import type { Tx } from '../actor.ts'
import { suspectExploitation } from '../cases/exploitation.ts'
import { openCase } from '../cases/open.ts'
import type { Database } from '../database.ts'
import { putIntoCase, takeDraftFiles } from '../documents/draft-files.ts'
import { formToSend } from '../forms/use.ts'
import { flag, rowsOf } from '../readers.ts'
import type { Rulebook } from '../rulebook.ts'
import { transition } from '../transition.ts'
import { answersOf } from './answers.ts'
import { checkAnswers, columnsFrom, exploitationFrom, identityFrom, meetingPointFrom, todayOf } from './form-columns.ts'
import { insertMessage } from './messages.ts'
import { type ReferralDocument, subjectOf } from './queries.ts'
import { checkReceiver } from './receiver.ts'

/**
 * Sends a draft to an agency. If the referral belongs to no case, a case is opened in the same transaction with the
 * person in C1, and the sender leads it until a lead referral is accepted.
 * @throws Problem invalid if answers are missing, no receiver is chosen, or an adult did not agree
 */
export const sendReferral = async (
  db: Database,
  tx: Tx,
  actor: Actor,
  rules: Rulebook,
  row: ReferralDocument,
  version: number,
) => {
  const form = await formToSend(tx, row.formId, row.formVersion)
  const today = todayOf(tx, rules)
  const answers = answersOf(db, row)
  checkAnswers(form, answers, { today, draft: false })
  const { outcome } = outcomeOf(form, answers, { today })
  if (outcome !== 'refer')
    throw new Problem('invalid', undefined, { errors: [{ pointer: '/answers', detail: outcome }] })
  const { to } = row
  if (to === null) throw new Problem('invalid', undefined, { errors: [{ pointer: '/toAgencyId', detail: 'required' }] })
  // Checked again, because the agency may have stopped accepting referrals since the author chose it.
  await checkReceiver(tx, actor, to.id)
  if (row.caseId !== null) await checkCase(tx, row.caseId)
  const kind = kindOf(form, answers, row)
  // Only the case lead can offer the lead.
  if (kind === 'lead' && row.caseId !== null && row.leadAgencyId !== actor.agencyId)
    throw new Problem('invalid', undefined, { errors: [{ pointer: '/kind', detail: 'only the lead of the case' }] })
  const columns = columnsFrom(form, answers, today)
  const opened =
    row.caseId === null
      ? await openCase(db, tx, actor, rules, { ...columns, identity: identityFrom(form, answers), metOn: today })
      : null
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
  const grounds = {
    purpose: purposeOf({ kind, services: columns.services, receiver: to.sector }),
    legal_basis: basisOf(form, answers, columns.childProcedure),
  }
  const files = await takeDraftFiles(tx, row.id)
  await transition(
    tx,
    actor,
    rules,
    referralWorkflow,
    subject,
    { action: 'send', version },
    {
      set: {
        kind,
        case_id: caseId,
        case_reference: reference,
        lead_agency_id: lead.leadAgencyId,
        lead_person_id: lead.leadPersonId,
        sent_at: tx.now,
        ...grounds,
      },
    },
  )
  await tx.sql`select app.adopt_texts(${row.id}, ${caseId})`
  const meetingPoint = meetingPointFrom(form, answers)
  if (meetingPoint !== null)
    await insertMessage(db, tx, actor, { id: v7(), referralId: row.id, kind: 'meeting-point', text: meetingPoint })
  if (caseId !== null) await putIntoCase(tx, actor, rules, files, { ...subject, caseId })
  if (caseId !== null) await suspectExploitation(tx, caseId, exploitationFrom(form, answers))
  if (columns.outcomes.length > 0) {
    await tx.sql`insert into app.referral_outcomes (referral_id, outcome) select ${row.id}, unnest(${columns.outcomes}::text[])`
  }
}

/**
 * Returns the kind of referral: the author's answer if the form asks for it, otherwise the kind of the form, otherwise
 * the proposed kind.
 */
const kindOf = (form: Form, answers: Answers, { kind, caseId, from, to }: ReferralDocument) => {
  const asked = fieldsOf(form).some(({ mapsTo }) => mapsTo === 'referral.kind')
  if (!asked || to === null || mapped(form, answers)['referral.kind'] !== undefined) return kind
  return proposedKind({ inCase: caseId !== null, sender: from.sector, receiver: to.sector })
}

const keptRows = rowsOf({ agencyOnly: flag })

/**
 * Checks the case again, since it may have been closed, handed over to another agency or made private after the draft
 * was begun.
 * @throws Problem wrong-status
 */
const checkCase = async (tx: Tx, id: string) => {
  const [row] = await keptRows(tx.sql`
    select agency_only as "agencyOnly" from app.cases where id = ${id} and status = any (${runningCases}::text[])`)
  if (!row) throw new Problem('wrong-status', 'The case is closed, or no longer yours.')
  if (row.agencyOnly) throw new Problem('wrong-status', 'Your agency keeps this case for itself. Share it first.')
}
