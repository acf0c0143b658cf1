import { type Actor, sectors } from '@palermo/shared/actor.ts'
import { Problem } from '@palermo/shared/problem.ts'
import { purposeOf } from '@palermo/shared/referrals/grounds.ts'
import { referralWorkflow } from '@palermo/shared/referrals/record.ts'
import { v7 } from 'uuid'
import type { Tx } from '../actor.ts'
import type { Database } from '../database.ts'
import { oneOf, text as plainText, rowsOf } from '../readers.ts'
import type { Rulebook } from '../rulebook.ts'
import { type NewText, openText, sealedColumns, writeTexts } from '../texts.ts'
import { recordCreation } from '../transition.ts'
import { insertMessage, ownMeetingPoint } from './messages.ts'
import { partiesWith, type ReferralDocument, subjectOf } from './queries.ts'
import { checkReceiver } from './receiver.ts'

const sectorRows = rowsOf({ sector: oneOf(sectors) })

/**
 * Sends the same need to another agency, as a new referral of the same thread. The answers stay with the first referral
 * of the thread; later amendments, and a text for the next agency, are copied.
 * @throws Problem invalid
 */
export const referOnward = async (
  db: Database,
  tx: Tx,
  actor: Actor,
  rules: Rulebook,
  row: ReferralDocument,
  { toAgencyId, note }: { toAgencyId: string; note?: string | undefined },
) => {
  await checkReceiver(tx, actor, toAgencyId)
  if (toAgencyId === row.to?.id) {
    throw new Problem('invalid', undefined, {
      errors: [{ pointer: '/toAgencyId', detail: 'another agency is needed' }],
    })
  }
  const id = v7()
  const [receiver] = await sectorRows(tx.sql`select sector from app.agencies where id = ${toAgencyId}`)
  const purpose = receiver && purposeOf({ kind: row.kind, services: row.services, receiver: receiver.sector })
  await tx.sql`insert into app.referrals (id, status, kind, thread_id, case_id, case_reference, from_agency_id, from_person_id, to_agency_id,
      lead_agency_id, lead_person_id, urgency, child_procedure, age_band, needs, services, language, interpreter, sex, accompanied, form_id, form_version, answers, sent_at, purpose, legal_basis)
    select ${id}, 'sent', kind, thread_id, case_id, case_reference, from_agency_id, ${actor.personId}, ${toAgencyId}, lead_agency_id, lead_person_id,
      urgency, child_procedure, age_band, needs, services, language, interpreter, sex, accompanied, form_id, form_version, answers, ${tx.now}, coalesce(${purpose ?? null}, purpose), legal_basis
      from app.referrals where id = ${row.id}`
  await tx.sql`insert into app.referral_outcomes (referral_id, outcome) select ${id}, outcome from app.referral_outcomes where referral_id = ${row.id}`
  await recordCreation(tx, rules, referralWorkflow, {
    ...subjectOf(row),
    id,
    version: 1,
    status: 'sent',
    parties: partiesWith(row, { fromPersonId: actor.personId, toAgencyId, assigneeId: null }),
  })
  // Before acceptance only the author can read the meeting point. It is therefore copied only if the author sends the
  // referral onward.
  const text = await ownMeetingPoint(db, tx, actor, row)
  if (text !== null) await insertMessage(db, tx, actor, { id: v7(), referralId: id, kind: 'meeting-point', text })
  const goesAlong = { ...(await amendedIn(db, tx, row)), ...(note === undefined ? {} : { 'onward-note': note }) }
  await writeTexts(
    tx,
    db.ring,
    actor,
    Object.entries(goesAlong).map(
      ([field, text]): NewText => ({
        caseId: row.caseId,
        compartment: 'C1',
        subjectKind: 'referral',
        subjectId: id,
        field,
        text,
        betweenParties: true,
      }),
    ),
  )
}

const amendedRows = rowsOf({ ...sealedColumns, amended: plainText })

/**
 * Returns the amendments of a thread that are in force for this referral, by topic; a later amendment replaces an
 * earlier one.
 */
const amendedIn = async (db: Database, tx: Tx, { id }: { id: string }): Promise<Record<string, string>> => {
  const rows = await amendedRows(tx.sql`
    select coalesce('amended-' || (e.changes->>'topic'), t.field) as amended, t.id, t.compartment, t.field,
        encode(t.sealed, 'base64') as sealed, t.owner_agency_id as "ownerAgencyId", t.at
      from app.sealed_texts t left join app.events e on e.subject_id = t.subject_id and e.action = 'amend' and e.at = t.at
     where t.subject_id = ${id} and (t.field like 'amended-%' or (t.field = 'amendment-new' and e.id is not null))
     order by t.at, t.id`)
  return Object.fromEntries(rows.map((row) => [row.amended, openText(db.ring, row).text]))
}
