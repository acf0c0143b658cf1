import { type Actor, firstResponders } from '@palermo/shared/actor.ts'
import { runningCases } from '@palermo/shared/cases/record.ts'
import { ageBands } from '@palermo/shared/codes/age-bands.ts'
import { intakeShort } from '@palermo/shared/forms/intake.ts'
import type { ReferredTogether, ReferTogether } from '@palermo/shared/groups/contract.ts'
import { answersFor, type Known } from '@palermo/shared/groups/together.ts'
import { Problem } from '@palermo/shared/problem.ts'
import { v7 } from 'uuid'
import { type RequestContext, type Tx, write } from '../actor.ts'
import type { Database } from '../database.ts'
import { keptForm } from '../forms/queries.ts'
import { once, type Retry } from '../idempotency.ts'
import { parseDocument } from '../json.ts'
import { flag, oneOf, orNull, rowsOf, text } from '../readers.ts'
import { insertDraft } from '../referrals/drafts.ts'
import { referralIn } from '../referrals/queries.ts'
import { sendReferral } from '../referrals/send.ts'
import { rulebookOf } from '../rulebook.ts'
import { groupIn } from './queries.ts'

/**
 * Refers several members of a group to one agency, all or none. Each member gets a referral of their own, with its own
 * reference and deadlines. The members must be visible to the actor.
 * @throws Problem not-found, not-allowed, invalid at the member or field, wrong-status, key-reused
 */
export const referTogether = (
  db: Database,
  who: RequestContext,
  retry: Retry,
  id: string,
  input: ReferTogether,
): Promise<ReferredTogether> =>
  write(db, who, async (tx, actor) => {
    const group = await groupIn(tx, id)
    if (!group) throw new Problem('not-found')
    if (!firstResponders.some((role) => role === actor.function)) throw new Problem('not-allowed')
    const ids = input.members.map(() => v7())
    const first = await once(tx, actor, retry, ids[0] ?? '', async () => {
      for (const [at, { caseId }] of input.members.entries()) {
        const member = group.members.find((one) => one.caseId === caseId)
        if (!member) throw invalid(at, 'caseId', 'is none of them')
        if (!runningCases.some((status) => status === member.status)) throw invalid(at, 'caseId', 'has ended')
        await atMember(at, () => referOne(db, tx, actor, ids[at] ?? '', input, at))
      }
    })
    return { items: await sentWith(tx, actor, first) }
  })

const referOne = async (db: Database, tx: Tx, actor: Actor, id: string, input: ReferTogether, at: number) => {
  const member = input.members[at]
  if (!member) return
  const { caseId } = member
  const answers = answersFor(await knownOf(tx, caseId), member, input)
  const { id: formId, version: formVersion } = intakeShort
  const kept = await keptForm(tx.sql, formId, formVersion)
  await insertDraft(db, tx, actor, kept, {
    id,
    kind: 'service',
    caseId,
    toAgencyId: input.toAgencyId,
    formId,
    formVersion,
    answers,
  })
  const draft = await referralIn(tx, id)
  await sendReferral(db, tx, actor, await rulebookOf(db, tx.sql), draft, draft.version)
}

const knownRows = rowsOf({ childProcedure: flag, ageBand: oneOf(ageBands), language: orNull(text), interpreter: flag })
const documentRows = rowsOf({ document: text })

/** Returns facts in C0 about a member. The language is that of the last referral that asked for an interpreter. */
const knownOf = async ({ sql }: Tx, caseId: string): Promise<Known> => {
  const [row] = await knownRows(sql`
    select c.child_procedure as "childProcedure", c.age_band as "ageBand", r.language, coalesce(r.interpreter, false) as interpreter
      from app.cases c left join lateral (select o.language, o.interpreter from app.referrals o
        where o.case_id = c.id and o.language is not null order by o.created_at desc limit 1) r on true where c.id = ${caseId}`)
  if (!row) throw new Problem('not-found')
  return row
}

/**
 * Returns the referrals that one action sent. They are found by their common time, since one transaction sent all of
 * them.
 */
const sentWith = async ({ sql }: Tx, actor: Actor, first: string): Promise<ReferredTogether['items']> => {
  const [row] = await documentRows(sql`
    select coalesce(json_agg(s order by s.id), '[]')::text as document from app.referral_summaries s join app.referrals r on r.id = s.id
     where r.from_person_id = ${actor.personId} and r.sent_at = (select o.sent_at from app.referrals o where o.id = ${first})`)
  return parseDocument<ReferredTogether['items']>(row?.document ?? '[]')
}

/**
 * Makes an error in the data of one member point to that member; an error in shared data points to the shared field.
 */
const atMember = async (at: number, work: () => Promise<void>): Promise<void> => {
  try {
    await work()
  } catch (error) {
    if (!(error instanceof Problem) || error.errors === undefined) throw error
    const errors = error.errors.map(({ pointer, ...fault }) => ({ ...fault, pointer: placeOf(pointer, at) }))
    throw new Problem(error.problem, undefined, { errors })
  }
}

const placeOf = (pointer: string, at: number): string =>
  pointer === '/toAgencyId'
    ? pointer
    : pointer.startsWith('/answers/life-in-danger')
      ? '/lifeInDanger'
      : `/members/${at}/wants`

const invalid = (at: number, field: string, detail: string) =>
  new Problem('invalid', undefined, { errors: [{ pointer: `/members/${at}/${field}`, detail }] })
