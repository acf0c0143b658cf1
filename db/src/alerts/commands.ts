import { randomBytes } from 'node:crypto'
import type { Alert, NewAlert } from '@palermo/shared/alerts/contract.ts'
import { alert } from '@palermo/shared/alerts/record.ts'
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
import { derivedRecord } from '../records/derived.ts'
import { takeDraft } from '../referrals/drafts.ts'
import { checkAnswers, todayOf } from '../referrals/form-columns.ts'
import { checkReceiver } from '../referrals/receiver.ts'
import { rulebookOf } from '../rulebook.ts'
import { seal } from '../seal.ts'
import { recordCreation } from '../transition.ts'
import { shownAlert } from './queries.ts'
import { alertAnswers, alerts, answerCompartments } from './table.ts'

/**
 * Sends a draft as an alert, which names no person and creates no case. The draft is deleted, and the number of persons
 * who did not want to be referred rises by one.
 * @throws Problem not-found, not-allowed, changed-meanwhile, wrong-status, invalid if the answers do not make an alert
 */
export const createAlert = async (db: Database, who: RequestContext, retry: Retry, input: NewAlert): Promise<Alert> => {
  const present = await write(db, who, async (tx, actor) => {
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
      await recordCreation(tx, rules, alert.workflow, {
        ...{ id: fresh, version: 1, status: 'sent', caseId: null, caseReference: null },
        ...{ urgency: 'routine', childProcedure: false, parties: alert.partiesOf(ends) },
      })
      await tx.sql`select app.count_not_referred()`
    })
    return shownAlert.answer(db, tx, actor, id)
  })
  return present()
}

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

/** Reads an alert, and acknowledges, closes or withdraws it. */
export const { read: readAlert, act: actOnAlert } = derivedRecord(alert, alerts, { shown: shownAlert })
