import { type Actor, firstResponders } from '@palermo/shared/actor.ts'
import { runningCases } from '@palermo/shared/cases/record.ts'
import { openCompartments } from '@palermo/shared/compartments.ts'
import type { Answers } from '@palermo/shared/forms/answers.ts'
import type { Form } from '@palermo/shared/forms/contract.ts'
import { splitByCompartment } from '@palermo/shared/forms/mapping.ts'
import { clearUnreachable } from '@palermo/shared/forms/walk.ts'
import { Problem } from '@palermo/shared/problem.ts'
import type { LightReferral } from '@palermo/shared/referrals/contract.ts'
import type { Draft, FindMatches, Matches, NewReferral, SaveDraft } from '@palermo/shared/referrals/drafts.ts'
import { partiesOfReferral, referralWorkflow } from '@palermo/shared/referrals/record.ts'
import type { PendingQuery } from 'postgres'
import { v7 } from 'uuid'
import { awaitAtCommit, type RequestContext, send, type Tx, write } from '../actor.ts'
import type { Database } from '../database.ts'
import { type Kept, keptForm } from '../forms/queries.ts'
import { formOf, formToBegin } from '../forms/use.ts'
import { claim, once, type Retry } from '../idempotency.ts'
import { asJson } from '../json.ts'
import { orNull, type RowRead, rowsOf, text } from '../readers.ts'
import { type Rulebook, rulebookOf } from '../rulebook.ts'
import { blindTokens } from '../seal.ts'
import type { SlotSql } from '../slots.ts'
import { tableOf, writeTexts } from '../texts.ts'
import { recordCreation, transition } from '../transition.ts'
import { answersOf } from './answers.ts'
import { checkAnswers, columnsFrom, identityFrom, todayOf } from './form-columns.ts'
import { documentOf, lightReferral, presentReferral, type ReferralDocument, referralIn, subjectOf } from './queries.ts'
import { checkReceiver } from './receiver.ts'

/**
 * Begins a draft that only its author and the author's supervisors see. The reply contains the available actions.
 * @throws Problem invalid, not-found, key-reused
 */
export const createReferral = (
  db: Database,
  who: RequestContext,
  retry: Retry,
  input: NewReferral,
): Promise<LightReferral> =>
  creating(
    db,
    who,
    retry,
    input,
    (sql, id) => sql`select app.referral_standing(${id}) as answer`,
    (answer, actor) => lightReferral(answer, actor),
  )

/** Like `createReferral`, but the reply is the whole draft. */
export const createAndReadReferral = (
  db: Database,
  who: RequestContext,
  retry: Retry,
  input: NewReferral,
): Promise<Draft & LightReferral> =>
  creating(
    db,
    who,
    retry,
    input,
    (sql, id) => sql`select app.referral_document(${id}) as answer`,
    (answer, actor) => {
      const draft = { ...draftOf(db, documentOf(answer), actor), cleared: [] }
      const { id, version, status, actions } = draft.referral
      return { ...draft, id, version, status, actions }
    },
  )

const creating = async <T>(
  db: Database,
  who: RequestContext,
  retry: Retry,
  input: NewReferral,
  readBack: (sql: SlotSql, id: string) => PendingQuery<{ answer: string | null }[]>,
  present: (answer: string | null | undefined, actor: Actor) => T,
): Promise<T> => {
  const fresh = v7()
  const { actor, answer } = await write(db, who, {
    first: (sql) => Promise.all([claim(sql, retry, fresh), keptForm(sql, input.formId, input.formVersion)]),
    work: async (tx, actor, [claimed, kept]) => {
      checkFrontline(actor)
      const insert = () => insertDraft(db, tx, actor, kept, { ...input, id: fresh })
      const id = await once(tx, actor, retry, fresh, insert, claimed)
      // Sent without waiting, so that the read is sent together with the commit.
      return { actor, answer: send(readBack(tx.sql, id)) }
    },
  })
  const [row] = await answer
  return present(row?.answer, actor)
}

/** Checks that staff with the actor's role may write first referrals. @throws Problem not-allowed */
export const checkFrontline = (actor: Actor) => {
  if (!firstResponders.some((staffRole) => staffRole === actor.function)) throw new Problem('not-allowed')
}

/**
 * Writes a draft under the given id.
 * @throws Problem invalid, not-found
 */
export const insertDraft = async (
  db: Database,
  tx: Tx,
  actor: Actor,
  kept: Kept | undefined,
  input: NewReferral & { id: string },
) => {
  const rules = await rulebookOf(db, tx.sql)
  const form = formToBegin(kept, rules, input.formId, input.formVersion)
  const today = todayOf(tx, rules)
  checkAnswers(form, input.answers, { today, draft: true })
  const existing = input.caseId === undefined ? undefined : await caseOf(tx, input.caseId)
  if (input.toAgencyId !== undefined) await checkReceiver(tx, actor, input.toAgencyId)
  const columns = columnsFrom(form, input.answers, today)
  const { id } = input
  const inserted =
    send(tx.sql`insert into app.referrals (id, status, kind, thread_id, case_id, case_reference, from_agency_id, from_person_id, to_agency_id,
      lead_agency_id, lead_person_id, urgency, child_procedure, age_band, needs, services, language, interpreter, sex, accompanied, form_id, form_version, answers)
    values (${id}, 'draft', ${input.kind ?? form.kind ?? 'lead'}, ${id}, ${existing?.id ?? null}, ${existing?.reference ?? null}, ${actor.agencyId}, ${actor.personId},
      ${input.toAgencyId ?? null}, ${existing?.leadAgencyId ?? null}, ${existing?.leadPersonId ?? null}, ${columns.urgency},
      ${columns.childProcedure}, ${columns.ageBand}, ${columns.needs}, ${columns.services}, ${columns.language}, ${columns.interpreter}, ${columns.sex}, ${columns.accompanied},
      ${form.id}, ${form.version}, ${tx.sql.json(asJson(columns.shell))})`)
  const written = writeAnswers(db, tx, actor, form, { id, caseId: null, answers: input.answers })
  const recorded = recordCreation(tx, rules, referralWorkflow, {
    id,
    version: 1,
    status: 'draft',
    caseId: existing?.id ?? null,
    caseReference: existing?.reference ?? null,
    urgency: columns.urgency,
    childProcedure: columns.childProcedure,
    parties: partiesOfReferral({
      fromAgencyId: actor.agencyId,
      fromPersonId: actor.personId,
      toAgencyId: null,
      assigneeId: null,
      leadAgencyId: null,
      leadPersonId: null,
    }),
  })
  awaitAtCommit(tx, inserted, written, recorded)
}

const caseRows = rowsOf({ id: text, reference: text, leadAgencyId: text, leadPersonId: orNull(text) })

const caseOf = async (tx: Tx, id: string): Promise<RowRead<typeof caseRows>> => {
  const [row] = await caseRows(tx.sql`
    select id, reference, lead_agency_id as "leadAgencyId", lead_person_id as "leadPersonId"
      from app.cases where id = ${id} and status = any (${runningCases}::text[])`)
  if (!row) throw new Problem('not-found')
  return row
}

/**
 * Stores the answers of a draft: coded answers in columns of the referral, and the answers of each other compartment as
 * one sealed document.
 */
export const writeAnswers = (
  db: Database,
  tx: Tx,
  actor: Actor,
  form: Form,
  { id, caseId, answers }: { id: string; caseId: string | null; answers: Answers },
) => {
  const parts = splitByCompartment(form, answers)
  const texts = openCompartments.flatMap((compartment) => {
    const part = parts[compartment]
    return part
      ? [{ caseId, compartment, subjectKind: 'referral', subjectId: id, field: 'answers', text: JSON.stringify(part) }]
      : []
  })
  return writeTexts(tx, db.ring, actor, texts)
}

/**
 * Saves a draft. A draft has one author, so that its version stays the same. Saving is refused after the draft was
 * sent, and if another device has saved since the client read the draft.
 * @throws Problem not-found, not-allowed, changed-meanwhile, wrong-status, invalid
 */
export const saveDraft = (db: Database, who: RequestContext, id: string, input: SaveDraft): Promise<Draft> =>
  write(db, who, {
    first: (sql) => sql`select app.referral_document(${id}) as document`,
    work: async (tx, actor, [first]) => {
      const row = documentOf(first?.document)
      if (row.fromPersonId !== actor.personId) throw new Problem('not-allowed')
      if (row.version !== input.version) throw new Problem('changed-meanwhile')
      if (row.status !== 'draft') throw new Problem('wrong-status')
      const form = await formOf(tx, row.formId, row.formVersion)
      const today = todayOf(tx, await rulebookOf(db, tx.sql))
      checkAnswers(form, input.answers, { today, draft: true })
      const columns = columnsFrom(form, input.answers, today)
      const receiver = input.toAgencyId === undefined ? (row.to?.id ?? null) : input.toAgencyId
      if (receiver !== null && receiver !== row.to?.id) await checkReceiver(tx, actor, receiver)
      const seenAt = input.seenAt ?? null
      const { count } =
        await tx.sql`update app.referrals set kind = ${input.kind ?? row.kind}, to_agency_id = ${receiver}, urgency = ${columns.urgency},
          child_procedure = ${columns.childProcedure}, age_band = ${columns.ageBand}, needs = ${columns.needs}, services = ${columns.services},
          language = ${columns.language}, interpreter = ${columns.interpreter}, sex = ${columns.sex}, accompanied = ${columns.accompanied}, answers = ${tx.sql.json(asJson(columns.shell))}, updated_at = ${tx.now}
        where id = ${id} and (${seenAt}::timestamptz is null or updated_at = ${seenAt}::timestamptz)`
      if (count === 0) throw new Problem('changed-meanwhile')
      await Promise.all(
        openCompartments.map(
          (compartment) =>
            tx.sql`delete from app.${tx.sql(tableOf(compartment))} where subject_id = ${id} and field = 'answers'`,
        ),
      )
      await writeAnswers(db, tx, actor, form, { id, caseId: null, answers: input.answers })
      return { ...(await draftIn(db, tx, actor, id)), cleared: clearUnreachable(form, input.answers).cleared }
    },
  })

/** Reads a draft with all its answers, for its author alone. */
export const readDraft = (db: Database, who: RequestContext, id: string): Promise<Draft> =>
  write(db, who, async (tx, actor) => {
    const draft = await draftIn(db, tx, actor, id)
    if (draft.referral.fromPersonId !== actor.personId) throw new Problem('not-found')
    return { ...draft, cleared: [] }
  })

const draftIn = async (db: Database, tx: Tx, actor: Actor, id: string): Promise<Omit<Draft, 'cleared'>> =>
  draftOf(db, await referralIn(tx, id), actor)

const draftOf = (db: Database, row: ReferralDocument, actor: Actor): Omit<Draft, 'cleared'> => ({
  referral: presentReferral(db, row, actor),
  answers: answersOf(db, row),
})

/**
 * Ends a draft whose answers become another record: deletes the draft's texts and returns its answers.
 * @throws Problem not-found, not-allowed, changed-meanwhile, wrong-status
 */
export const takeDraft = async (db: Database, tx: Tx, actor: Actor, rules: Rulebook, id: string, version: number) => {
  const row = await referralIn(tx, id)
  if (row.fromPersonId !== actor.personId) throw new Problem('not-found')
  const answers = answersOf(db, row)
  const input = { action: 'discard' as const, version }
  await transition(tx, actor, rules, referralWorkflow, subjectOf(row), input, {
    set: { withdrawal_reason: 'mistaken-or-duplicate', ended_at: tx.now },
  })
  await tx.sql`select app.forget_draft(${id})`
  return { row, answers }
}

const matchRows = rowsOf({ caseId: text, caseReference: text })

/**
 * Returns cases that the actor sees and that share a name token with these answers, as a hint before a second case is
 * opened for the same person. No compartment is read.
 */
export const findMatches = (
  db: Database,
  who: RequestContext,
  { formId, formVersion, answers }: FindMatches,
): Promise<Matches> =>
  write(db, who, async (tx) => {
    const { callName, fullName, birthYear } = identityFrom(await formOf(tx, formId, formVersion), answers)
    const tokens = blindTokens(db.ring, [callName ?? '', fullName ?? ''], birthYear)
    if (tokens.length === 0) return { items: [] }
    const items = await matchRows(tx.sql`
      select c.id as "caseId", c.reference as "caseReference" from app.cases c
         where c.id in (select t.case_id from app.case_tokens t
           where t.case_id = any (array(select m.case_id from app.case_members m
               where m.agency_id = (select agency_id from authz.me) and m.compartment = 'C1' and m.until_at is null))
             and t.token = any (array(select decode(wanted, 'hex') from unnest(${tokens}::text[]) wanted)))
         order by c.opened_at desc limit 10`)
    return { items }
  })

/** Counts an adult who does not want to be referred. Only the number of the day is stored. */
export const countNotReferred = (db: Database, who: RequestContext): Promise<void> =>
  write(db, who, async (tx, actor) => {
    checkFrontline(actor)
    await tx.sql`select app.count_not_referred()`
  })
