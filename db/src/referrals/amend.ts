import type { Actor } from '@palermo/shared/actor.ts'
import type { Urgency } from '@palermo/shared/codes/urgency.ts'
import { courseFrom, type Happened } from '@palermo/shared/deadlines/course.ts'
import { rebase } from '@palermo/shared/deadlines/rebase.ts'
import { ruleFor } from '@palermo/shared/deadlines/rules.ts'
import { Problem } from '@palermo/shared/problem.ts'
import { faultsOfAmendment } from '@palermo/shared/referrals/amending.ts'
import type { ActOnReferral } from '@palermo/shared/referrals/contract.ts'
import { referralWorkflow } from '@palermo/shared/referrals/record.ts'
import type { Tx } from '../actor.ts'
import { asJson, parseDocument } from '../json.ts'
import { instant, rowsOf, text } from '../readers.ts'
import type { Rulebook } from '../rulebook.ts'
import { appliedRuleOf, transition } from '../transition.ts'
import { type ReferralDocument, subjectOf } from './queries.ts'

type AmendInput = Extract<ActOnReferral, { action: 'amend' }>

/** Changes fields of a sent referral; the calling command writes the texts. @throws Problem invalid */
export const amend = async (
  tx: Tx,
  actor: Actor,
  rules: Rulebook,
  row: ReferralDocument,
  input: AmendInput,
): Promise<void> => {
  const errors = faultsOfAmendment(input, row.urgency)
  if (errors.length > 0) throw new Problem('invalid', undefined, { errors })
  if (input.urgency === undefined) {
    await transition(tx, actor, rules, referralWorkflow, subjectOf(row), input, { changes: { topic: input.topic } })
    return
  }
  await amendUrgency(tx, actor, rules, row, { ...input, urgency: input.urgency })
}

const clockRows = rowsOf({ key: text, startedAt: instant, dueAt: instant, changes: text })

/** Changes the urgency, and moves the deadlines that depend on it. The event stores the earlier due times. */
const amendUrgency = async (
  tx: Tx,
  actor: Actor,
  rules: Rulebook,
  row: ReferralDocument,
  input: AmendInput & { urgency: Urgency },
): Promise<void> => {
  const running = await clockRows(tx.sql`select * from app.clocks_to_move(${row.id})`)
  const moved = running.flatMap(({ key, changes, ...at }) => {
    const facts = { child: row.childProcedure }
    const before = ruleFor(rules.profile, key, { ...facts, urgency: row.urgency })
    const after = ruleFor(rules.profile, key, { ...facts, urgency: input.urgency })
    const startedAt = new Date(at.startedAt).toISOString()
    const clock = {
      course: courseFrom(before.limit, startedAt, parseDocument<Happened[]>(changes)),
      dueAt: new Date(at.dueAt).toISOString(),
    }
    const rebased = rebase(clock, { before, after, calendar: rules.calendar, now: tx.now })
    return rebased ? [{ key, was: clock.dueAt, ...rebased, ...appliedRuleOf(rules, after) }] : []
  })
  const wasDue = moved.filter(({ was, dueAt }) => was !== dueAt).map(({ key, was }) => [`due:${key}`, was])
  await transition(tx, actor, rules, referralWorkflow, { ...subjectOf(row), urgency: input.urgency }, input, {
    set: { urgency: input.urgency },
    changes: { topic: 'urgency', old: row.urgency, new: input.urgency, ...Object.fromEntries(wasDue) },
  })
  await tx.sql`select app.move_clocks(${row.id}, ${tx.sql.json(asJson(moved))})`
}
