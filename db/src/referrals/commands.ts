import type { Actor, StaffFunction } from '@palermo/shared/actor.ts'
import { functions, seesTeam } from '@palermo/shared/actor.ts'
import { compartmentsFor } from '@palermo/shared/cases/compartments.ts'
import { declineNeedsWords } from '@palermo/shared/codes/decline-reasons.ts'
import { withdrawalNeedsWords } from '@palermo/shared/codes/withdrawal-reasons.ts'
import { Problem } from '@palermo/shared/problem.ts'
import type { ActOnReferral, LightReferral, Referral } from '@palermo/shared/referrals/contract.ts'
import { referralWorkflow } from '@palermo/shared/referrals/record.ts'
import type { PendingQuery } from 'postgres'
import { v7 } from 'uuid'
import { awaitAtCommit, type RequestContext, send, type Tx, write } from '../actor.ts'
import type { Database } from '../database.ts'
import { oneOf, rowsOf } from '../readers.ts'
import { recordMoved } from '../record-moved.ts'
import { type Rulebook, rulebookOf } from '../rulebook.ts'
import type { SlotSql } from '../slots.ts'
import { type NewText, writeTexts } from '../texts.ts'
import { checkAct, type More, transition } from '../transition.ts'
import { amend } from './amend.ts'
import { referOnward } from './onward.ts'
import { scoreOutcomes } from './outcomes.ts'
import { documentOf, lightReferral, partiesWith, presentReferral, type ReferralDocument, subjectOf } from './queries.ts'
import { checkReceiver } from './receiver.ts'
import { sendReferral } from './send.ts'
import { withFirstAnswers } from './thread.ts'

/**
 * Carries out one action on a referral, in one statement. The reply contains the actions that the actor may take next.
 */
export const actOnReferral = (
  db: Database,
  who: RequestContext,
  id: string,
  input: ActOnReferral,
): Promise<LightReferral> =>
  acting(
    db,
    who,
    id,
    input,
    (sql) => sql`select app.referral_standing(${id}) as answer`,
    (answer, actor) => lightReferral(answer, actor),
  )

/** Like `actOnReferral`, but the reply is the whole referral, as the caller may see it after the action. */
export const actAndReadReferral = (
  db: Database,
  who: RequestContext,
  id: string,
  input: ActOnReferral,
): Promise<Referral> =>
  acting(
    db,
    who,
    id,
    input,
    (sql) => sql`select app.referral_document(${id}) as answer`,
    async (answer, actor) => presentReferral(db, await withFirstAnswers(db, who, documentOf(answer)), actor),
  )

const acting = async <T>(
  db: Database,
  who: RequestContext,
  id: string,
  input: ActOnReferral,
  answer: (sql: SlotSql) => PendingQuery<{ answer: string | null }[]>,
  present: (answer: string | null | undefined, actor: Actor) => T | Promise<T>,
): Promise<T> => {
  const { actor, rows } = await write(db, who, {
    // Only sending reads the answers; every other action needs the row alone.
    first: (sql) =>
      input.action === 'send'
        ? sql`select app.referral_document(${id}) as document`
        : sql`select app.referral_row(${id}) as document`,
    work: async (tx, actor, [first]) => {
      const row = documentOf(first?.document)
      const rules = await rulebookOf(db, tx.sql)
      await act(db, tx, actor, rules, row, input)
      // Sent without waiting, so that the read is sent together with the commit.
      return { actor, rows: send(answer(tx.sql)) }
    },
  })
  const [row] = await rows
  return present(row?.answer, actor)
}

const act = async (
  db: Database,
  tx: Tx,
  actor: Actor,
  rules: Rulebook,
  row: ReferralDocument,
  input: ActOnReferral,
) => {
  checkAct(actor, referralWorkflow, subjectOf(row), input)
  const move = (more: More<never> = {}) => transition(tx, actor, rules, referralWorkflow, subjectOf(row), input, more)
  const write = (texts: Record<string, string | undefined>) =>
    writeTexts(
      tx,
      db.ring,
      actor,
      Object.entries(texts).flatMap(([field, text]): NewText[] =>
        text === undefined
          ? []
          : [
              {
                caseId: row.caseId,
                compartment: 'C1',
                subjectKind: 'referral',
                subjectId: row.id,
                field,
                text,
                betweenParties: true,
              },
            ],
      ),
    )
  switch (input.action) {
    case 'send':
      return sendReferral(db, tx, actor, rules, row, input.version)
    case 'discard':
      await move({ set: { withdrawal_reason: 'mistaken-or-duplicate', ended_at: tx.now } })
      // The draft that is discarded was never sent, so its texts are deleted.
      return void (await tx.sql`select app.forget_draft(${row.id})`)
    case 'acknowledge':
      return move({ set: { acknowledged_at: tx.now } })
    case 'query':
      await move({ set: { acknowledged_at: row.acknowledgedAt ?? tx.now } })
      return write({ question: input.question })
    case 'reply':
      await move()
      return write({ answer: input.answer })
    case 'record-phone-acceptance':
      checkSaid(input.at, tx.now)
      await move({ set: { phone_accepted_at: input.at } })
      return write({ 'accepted-by-phone': input.acceptedBy })
    case 'accept':
      return accept(tx, actor, rules, row, input, write)
    case 'assign': {
      const assignee = await colleague(tx, actor, input.assigneeId)
      await move({
        set: { assignee_id: input.assigneeId },
        // Cast: the relation names of the workflow are those of `partiesWith`, which TypeScript cannot prove.
        after: partiesWith(row, { assigneeId: input.assigneeId }) as never,
      })
      return void (await giveView(tx, row, actor, assignee))
    }
    case 'decline':
    case 'give-back':
      checkWords(declineNeedsWords(input.reason), input.note)
      if (input.onwardAgencyId !== undefined) await checkReceiver(tx, actor, input.onwardAgencyId, '/onwardAgencyId')
      await move({
        set: { decline_reason: input.reason, onward_agency_id: input.onwardAgencyId ?? null, ended_at: tx.now },
        changes: { reason: input.reason, ...(input.action === 'give-back' ? contacted(input.at, tx.now) : {}) },
      })
      await write({ [input.action === 'decline' ? 'decline-note' : 'give-back-note']: input.note })
      return endAccess(tx, row)
    case 'start':
      await move({ set: { started_at: tx.now }, changes: contacted(input.at, tx.now) })
      return write({ 'contact-note': input.note })
    case 'reach':
    case 'try-contact':
      await move({ changes: contacted(input.at, tx.now) })
      return write({ 'contact-note': input.note })
    case 'close-unstarted':
      checkWords(withdrawalNeedsWords(input.reason), input.note)
      await move({
        set: { withdrawal_reason: input.reason, ended_at: tx.now },
        changes: { reason: input.reason, ...contacted(input.at, tx.now) },
      })
      await write({ 'closing-note': input.note })
      return endAccess(tx, row)
    case 'review-service':
      return move()
    case 'complete':
      await scoreOutcomes(tx, row, input.outcomes)
      await move({ set: { ended_at: tx.now } })
      return write({ 'completion-note': input.note })
    case 'amend':
      await amend(tx, actor, rules, row, input)
      return write({ 'amendment-old': input.old, 'amendment-new': input.new, 'amendment-reason': input.reason })
    case 'reroute':
      await move({ set: { withdrawal_reason: 'rerouted', ended_at: tx.now }, changes: { reason: 'rerouted' } })
      return referOnward(db, tx, actor, rules, row, input)
    case 'refer-onward':
      await move()
      return referOnward(db, tx, actor, rules, row, input)
    case 'settle':
      checkWords(withdrawalNeedsWords(input.reason), input.note)
      await move({ changes: { reason: input.reason } })
      return write({ 'settle-note': input.note })
    case 'withdraw':
      checkWords(withdrawalNeedsWords(input.reason), input.note)
      await move({ set: { withdrawal_reason: input.reason, ended_at: tx.now }, changes: { reason: input.reason } })
      await write({ 'withdrawal-note': input.note })
      return endAccess(tx, row)
  }
}

/** Checks that a reason "other" has a text. @throws Problem invalid */
const checkWords = (needed: boolean, note: string | undefined) => {
  if (needed && note === undefined)
    throw new Problem('invalid', undefined, { errors: [{ pointer: '/note', detail: 'needs a note' }] })
}

/** The number of milliseconds by which the clocks of devices may differ. */
const leeway = 10 * 60_000

/** Refuses a time in the future for a recorded call or meeting. @throws Problem invalid */
const checkSaid = (at: string, now: string) => {
  if (Date.parse(at) > Date.parse(now) + leeway)
    throw new Problem('invalid', undefined, { errors: [{ pointer: '/at', detail: 'is yet to come' }] })
}

/** Ends the access that the acceptance gave, because the service did not happen or was broken off. */
const endAccess = async (tx: Tx, { id, acceptedAt }: ReferralDocument) => {
  if (acceptedAt !== null) await tx.sql`select app.end_access_of(${id})`
}

/** Returns the time of the call or meeting, for the event. @throws Problem invalid */
const contacted = (at: string | undefined, now: string): Record<string, string> => {
  if (at === undefined) return {}
  checkSaid(at, now)
  return { contactedAt: at }
}

type AcceptInput = Extract<ActOnReferral, { action: 'accept' }>

/**
 * Accepts a referral for the accepting person, or for the colleague whom a supervisor names. No other step gives the
 * receiver access to the case.
 */
const accept = async (
  tx: Tx,
  actor: Actor,
  rules: Rulebook,
  row: ReferralDocument,
  input: AcceptInput,
  write: (texts: Record<string, string | undefined>) => Promise<void>,
) => {
  const assigneeId = input.assigneeId ?? actor.personId
  const answersForTeam = seesTeam.some((role) => role === actor.function)
  if (assigneeId !== actor.personId && !answersForTeam) throw new Problem('not-allowed')
  const assignee = assigneeId === actor.personId ? actor : await colleague(tx, actor, assigneeId)
  const kind = input.kind ?? row.kind
  const lead = kind === 'lead' ? { leadAgencyId: actor.agencyId, leadPersonId: assigneeId } : {}
  const moved = transition(tx, actor, rules, referralWorkflow, subjectOf(row), input, {
    set: {
      assignee_id: assigneeId,
      accepted_at: tx.now,
      acknowledged_at: row.acknowledgedAt ?? tx.now,
      phone_confirmed_at: row.phoneAcceptedAt === null ? null : tx.now,
      ...(kind === row.kind ? {} : { kind }),
      ...(kind === 'lead' ? { lead_agency_id: actor.agencyId, lead_person_id: assigneeId } : {}),
    },
    after: partiesWith(row, { assigneeId, ...lead }),
  })
  // If another request answered the referral first, this statement raises an error and the transaction rolls back.
  awaitAtCommit(
    tx,
    moved,
    // Written before the grant, because the grant ends the sender's own access to compartments.
    write({ 'acceptance-note': input.note }),
    giveView(tx, row, actor, assignee),
    ...(kind === 'lead' ? [recordMoved(tx, 'lead-moved', tx.sql`app.move_lead(${row.id}, ${assigneeId})`)] : []),
  )
}

/** Gives the receiver access to the case. The statement is sent at once. */
const giveView = (tx: Tx, row: ReferralDocument, actor: Actor, assignee: Pick<Actor, 'personId' | 'function'>) => {
  const compartments = compartmentsFor({ sector: actor.sector, function: assignee.function })
  return row.status === 'accepted' || row.status === 'in-service'
    ? send(tx.sql`select app.assign_member(${row.caseId}, ${assignee.personId}, ${compartments})`)
    : send(tx.sql`select app.grant_by_acceptance(${row.id}, ${v7()}, ${assignee.personId}, ${compartments})`)
}

const functionRows = rowsOf({ function: oneOf(functions) })

/** Reads a member of the actor's agency whose account is active. @throws Problem invalid */
const colleague = async (
  tx: Tx,
  actor: Actor,
  personId: string,
): Promise<{ personId: string; function: StaffFunction }> => {
  const [person] = await functionRows(tx.sql`
    select function from app.people where id = ${personId} and agency_id = ${actor.agencyId} and disabled_at is null`)
  if (!person)
    throw new Problem('invalid', undefined, { errors: [{ pointer: '/assigneeId', detail: 'not a colleague' }] })
  return { personId, function: person.function }
}
