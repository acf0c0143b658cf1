import { randomBytes } from 'node:crypto'
import type { ActOnAlert, Alert, NewAlert } from '@palermo/shared/alerts/contract.ts'
import { type AlertRelation, alertWorkflow, partiesOfAlert } from '@palermo/shared/alerts/record.ts'
import { alertReference } from '@palermo/shared/alerts/reference.ts'
import { splitByCompartment } from '@palermo/shared/forms/mapping.ts'
import { outcomeOf } from '@palermo/shared/forms/outcome.ts'
import { Problem } from '@palermo/shared/problem.ts'
import { v7 } from 'uuid'
import { type RequestContext, type Tx, write } from '../actor.ts'
import type { Database } from '../database.ts'
import { formToSend } from '../forms/use.ts'
import { once, type Retry } from '../idempotency.ts'
import { insert } from '../prepared.ts'
import { takeDraft } from '../referrals/drafts.ts'
import { checkAnswers, todayOf } from '../referrals/form-columns.ts'
import { checkReceiver } from '../referrals/receiver.ts'
import { rulebookOf } from '../rulebook.ts'
import { seal } from '../seal.ts'
import { recordCreation, type Subject, transition } from '../transition.ts'
import { type AlertRow, alertIn, partiesFor } from './queries.ts'
import { alertAnswers, alerts, answerCompartments } from './table.ts'

const subjectOf = (
  row: Pick<AlertRow, 'id' | 'version' | 'status'>,
  parties: ReturnType<typeof partiesFor>,
): Subject<AlertRelation> => ({
  ...row,
  caseId: null,
  caseReference: null,
  urgency: 'routine',
  childProcedure: false,
  parties,
})

/**
 * Sends a draft as a notification without a person, which creates no case. The draft is deleted, and the number of
 * persons who did not want to be referred rises by one.
 * @throws Problem not-found, not-allowed, changed-meanwhile, wrong-status, invalid if the answers do not make a
 * notification
 */
export const createAlert = (db: Database, who: RequestContext, retry: Retry, input: NewAlert): Promise<Alert> =>
  write(db, who, async (tx, actor) => {
    const fresh = v7()
    const id = await once(tx, actor, retry, fresh, async () => {
      const rules = await rulebookOf(db, tx.sql)
      const { row, answers } = await takeDraft(db, tx, actor, rules, input.draftId, input.version)
      const form = await formToSend(tx, row.formId, row.formVersion)
      const today = todayOf(tx, rules)
      checkAnswers(form, answers, { today, draft: false })
      if (outcomeOf(form, answers, { today }).outcome !== 'notify')
        throw new Problem('invalid', undefined, {
          errors: [{ pointer: '/draftId', detail: 'does not end in a notice' }],
        })
      await checkReceiver(tx, actor, input.toAgencyId)
      const reference = alertReference((db.random ?? randomBytes)(8))
      const ends = { fromAgencyId: actor.agencyId, fromPersonId: actor.personId, toAgencyId: input.toAgencyId }
      const filled = { formId: form.id, formVersion: form.version }
      await insert(tx.sql, alerts, {
        id: fresh,
        status: 'sent',
        kind: 'duty-to-notify',
        reference,
        ...ends,
        ...filled,
      })
      await insertAnswers(db, tx, fresh, splitByCompartment(form, answers))
      const parties = partiesOfAlert(ends)
      await recordCreation(tx, rules, alertWorkflow, subjectOf({ id: fresh, version: 1, status: 'sent' }, parties))
      await tx.sql`select app.count_not_referred()`
    })
    return (await alertIn(db, tx, actor, id)).alert
  })

const insertAnswers = async (
  db: Database,
  { sql }: Tx,
  alertId: string,
  parts: ReturnType<typeof splitByCompartment>,
) => {
  for (const compartment of answerCompartments) {
    const part = parts[compartment]
    if (part === undefined) continue
    const place = { table: 'alert_answers', field: 'answers', id: alertId, compartment } as const
    await insert(sql, alertAnswers, { alertId, compartment, sealed: seal(db.ring, place, JSON.stringify(part)) })
  }
}

/**
 * Acknowledges, closes or withdraws an alert.
 * @throws Problem not-found, not-allowed, changed-meanwhile, wrong-status
 */
export const actOnAlert = (db: Database, who: RequestContext, id: string, input: ActOnAlert): Promise<Alert> =>
  write(db, who, async (tx, actor) => {
    const { row } = await alertIn(db, tx, actor, id)
    const rules = await rulebookOf(db, tx.sql)
    const subject = subjectOf({ id: row.id, version: row.version, status: row.status }, partiesFor(row))
    const move = (set: Record<string, string>, reason?: string) =>
      transition(tx, actor, rules, alertWorkflow, subject, input, { set, ...(reason ? { changes: { reason } } : {}) })
    if (input.action === 'acknowledge') await move({ received_at: tx.now })
    else if (input.action === 'close') await move({ close_reason: input.reason, ended_at: tx.now }, input.reason)
    else await move({ withdrawal_reason: input.reason, ended_at: tx.now }, input.reason)
    return (await alertIn(db, tx, actor, id)).alert
  })
