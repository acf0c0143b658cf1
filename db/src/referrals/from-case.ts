import type { Actor } from '@palermo/shared/actor.ts'
import type { Answer, Answers } from '@palermo/shared/forms/answers.ts'
import { fieldsOf } from '@palermo/shared/forms/check.ts'
import { intakeShort } from '@palermo/shared/forms/intake.ts'
import { mapped } from '@palermo/shared/forms/mapping.ts'
import type { MapTarget } from '@palermo/shared/forms/targets.ts'
import { Problem } from '@palermo/shared/problem.ts'
import type { Referral } from '@palermo/shared/referrals/contract.ts'
import {
  answersFromCase,
  type KnownFacts,
  type ReferFromCase,
  shareableFacts,
} from '@palermo/shared/referrals/from-case.ts'
import { v7 } from 'uuid'
import { type RequestContext, type Tx, write } from '../actor.ts'
import { caseIn, presentCase } from '../cases/queries.ts'
import type { Database } from '../database.ts'
import { keptForm } from '../forms/queries.ts'
import { formOf } from '../forms/use.ts'
import { once, type Retry } from '../idempotency.ts'
import { parseDocument } from '../json.ts'
import { text as plainText, rowsOf } from '../readers.ts'
import { rulebookOf } from '../rulebook.ts'
import type { SealedRow } from '../texts.ts'
import { answersOf } from './answers.ts'
import { checkFrontline, insertDraft } from './drafts.ts'
import { presentReferral, referralIn } from './queries.ts'
import { sendReferral } from './send.ts'

/**
 * Reads the known facts about the person of a case, as far as the caller has access to their compartments.
 * @throws Problem not-found, not-allowed
 */
export const readKnownFacts = (db: Database, who: RequestContext, caseId: string): Promise<KnownFacts> =>
  write(db, who, async (tx, actor) => {
    checkFrontline(actor)
    return knownOf(db, tx, actor, caseId)
  })

/**
 * Refers onward from a case in one action: fills in the short form with those facts of the case that the sender chose
 * to share, and sends the referral.
 * @throws Problem not-found, not-allowed, invalid at the field of the page, wrong-status, key-reused
 */
export const referFromCase = (
  db: Database,
  who: RequestContext,
  retry: Retry,
  input: ReferFromCase,
): Promise<Referral> =>
  write(db, who, async (tx, actor) => {
    checkFrontline(actor)
    const known = await knownOf(db, tx, actor, input.caseId)
    if (!known.childProcedure && input.agreement === undefined)
      throw new Problem('invalid', undefined, { errors: [{ pointer: '/agreement', detail: 'required' }] })
    const fresh = v7()
    const id = await once(tx, actor, retry, fresh, async () => {
      const { id: formId, version: formVersion } = intakeShort
      await insertDraft(db, tx, actor, await keptForm(tx.sql, formId, formVersion), {
        id: fresh,
        kind: 'service',
        caseId: input.caseId,
        toAgencyId: input.toAgencyId,
        formId,
        formVersion,
        answers: answersFromCase(known, input),
      })
      const draft = await referralIn(tx, fresh)
      await sendReferral(db, tx, actor, await rulebookOf(db, tx.sql), draft, draft.version)
    })
    return presentReferral(db, await referralIn(tx, id), actor)
  })

interface Answered {
  formId: string
  formVersion: number
  answers: Answers
  texts: SealedRow[] | null
}

/**
 * Maximum number of earlier referrals of the case whose answers are read. Of several answers to a question the newest
 * counts.
 */
const mostLookedAt = 8

const documentRows = rowsOf({ document: plainText })

const knownOf = async (db: Database, tx: Tx, actor: Actor, caseId: string): Promise<KnownFacts> => {
  const row = presentCase(db, await caseIn(tx, caseId), actor)
  const rows = await documentRows(tx.sql`
    select json_build_object('formId', r.form_id, 'formVersion', r.form_version, 'answers', r.answers,
        'texts', (select json_agg(json_build_object('id', t.id, 'compartment', t.compartment, 'field', t.field,
            'sealed', encode(t.sealed, 'base64'), 'ownerAgencyId', t.owner_agency_id, 'at', t.at))
          from app.sealed_texts t where t.subject_id = r.id and t.field = 'answers'))::text as document
      from app.referrals r where r.case_id = ${caseId} and r.status <> 'draft' order by r.sent_at desc nulls last limit ${mostLookedAt}`)
  const said: Partial<Record<MapTarget, Answer>> = {}
  for (const { document } of rows) {
    const { formId, formVersion, answers, texts } = parseDocument<Answered>(document)
    const form = await formOf(tx, formId, formVersion)
    const values = mapped(form, answersOf(db, { answers, texts: texts ?? [] }))
    for (const [target, value] of Object.entries(values)) said[target as MapTarget] ??= value
  }
  const { identity } = row
  if (!('sealed' in identity)) Object.assign(said, fromIdentity(identity))
  return {
    caseReference: row.reference,
    urgency: row.urgency,
    childProcedure: row.childProcedure,
    ageBand: row.ageBand,
    facts: factsOf(said),
  }
}

interface KnownIdentity {
  callName: string | null
  birthYear: number | null
  sex: string | null
  nationality: string | null
  language: string | null
  safeContact: string | null
}

/** Returns the facts that are stored in the case, which take precedence over answers in earlier referrals. */
const fromIdentity = ({ callName, birthYear, sex, nationality, language, safeContact }: KnownIdentity) =>
  Object.fromEntries(
    Object.entries({
      'person.known-as': callName,
      'person.birth-year': birthYear,
      'person.gender': sex,
      'person.nationality': nationality,
      'person.language': language,
      'person.contact-details': safeContact,
    }).filter(([, value]) => value !== null),
  )

const shortForm = new Map(fieldsOf(intakeShort).map(({ id, mapsTo }) => [id, mapsTo]))

const factsOf = (said: Partial<Record<MapTarget, Answer>>): Answers =>
  Object.fromEntries(
    shareableFacts.flatMap(({ field }) => {
      // Contact details are left out if no safe way of contact is given, since the form would then refuse them.
      if (field === 'contact-details' && said['person.contact-ways'] === undefined) return []
      const target = shortForm.get(field)
      const value = target && said[target]
      return value === undefined ? [] : [[field, value]]
    }),
  )
