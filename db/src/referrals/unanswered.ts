import { isUrgent } from '@palermo/shared/codes/urgency.ts'
import { partiesOfReferral, type ReferralRelation, referralWorkflow } from '@palermo/shared/referrals/record.ts'
import { type Db, type Tx, write } from '../actor.ts'
import { askAgain, takeExpired } from '../deadlines/sweep.ts'
import { type RowRead, rowsOf } from '../readers.ts'
import { rulebookOf } from '../rulebook.ts'
import { type Subject, transitionByClock } from '../transition.ts'
import { referrals } from './table.ts'

/**
 * Expires a referral that was not answered in time: it returns to its sender; a draft is deleted. Referrals that are
 * urgent, for children or accepted by telephone never expire, whatever the profile says, because the person may already
 * be with the receiver. The reminders of such referrals continue.
 */
export const expireUnanswered = (db: Db, { id, subjectId }: { id: string; subjectId: string }): Promise<void> =>
  write(db, { kind: 'deadline.expired', request: `deadline-${id}` }, async (tx) => {
    const referral = await lockReferral(tx, subjectId)
    const clock = await takeExpired(tx, id)
    if (!clock || !referral) return
    if (clock.into === 'lapse' && referral.status === 'draft') return lapse(db, tx, referral)
    if (clock.into !== 'return' || staysWhereItIs(referral)) return
    if (!referralWorkflow.actions.return.from.some((status) => status === referral.status)) {
      // The receiver asked a question, which the sender must answer first; afterwards the referral may still expire.
      await askAgain(tx, id, clock.nextAlarmAt)
      return
    }
    await transitionByClock(tx, await rulebookOf(db, tx.sql), referralWorkflow, subjectOf(referral), 'return')
  })

const { id: referralId, version, status, caseId, caseReference, urgency, childProcedure, phoneAcceptedAt } = referrals
const { fromAgencyId, fromPersonId, toAgencyId, assigneeId, leadAgencyId, leadPersonId } = referrals
const referralRows = rowsOf({
  id: referralId,
  version,
  status,
  caseId,
  caseReference,
  urgency,
  childProcedure,
  phoneAcceptedAt,
  fromAgencyId,
  fromPersonId,
  toAgencyId,
  assigneeId,
  leadAgencyId,
  leadPersonId,
})
type ReferralRow = RowRead<typeof referralRows>

const staysWhereItIs = ({ childProcedure, urgency, phoneAcceptedAt }: ReferralRow) =>
  childProcedure || isUrgent(urgency) || phoneAcceptedAt !== null

/**
 * Locks the referral before its deadline, in the order in which an action locks the two, so that an action and this job
 * cannot deadlock.
 */
const lockReferral = async ({ sql }: Tx, id: string): Promise<ReferralRow | undefined> => {
  const [row] = await referralRows(sql`
    select id, version, status, case_id as "caseId", case_reference as "caseReference", urgency, child_procedure as "childProcedure", phone_accepted_at as "phoneAcceptedAt",
        from_agency_id as "fromAgencyId", from_person_id as "fromPersonId", to_agency_id as "toAgencyId", assignee_id as "assigneeId",
        lead_agency_id as "leadAgencyId", lead_person_id as "leadPersonId"
      from app.referrals where id = ${id} for update`)
  return row
}

const subjectOf = (referral: ReferralRow): Subject<ReferralRelation> => ({
  ...referral,
  parties: partiesOfReferral(referral),
})

const lapse = async (db: Db, tx: Tx, referral: ReferralRow): Promise<void> => {
  const rules = await rulebookOf(db, tx.sql)
  await transitionByClock(tx, rules, referralWorkflow, subjectOf(referral), 'discard', {
    set: { withdrawal_reason: 'other', ended_at: tx.now },
    changes: { reason: 'lapsed' },
  })
  await tx.sql`select app.forget_draft(${referral.id})`
}
