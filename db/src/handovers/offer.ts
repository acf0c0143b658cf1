import type { Actor, Sector } from '@palermo/shared/actor.ts'
import type { Urgency } from '@palermo/shared/codes/urgency.ts'
import { handoverWorkflow, partiesOfHandover } from '@palermo/shared/handovers/record.ts'
import { basisFor, type HandOver } from '@palermo/shared/handovers/terms.ts'
import { Problem } from '@palermo/shared/problem.ts'
import { purposeOf } from '@palermo/shared/referrals/grounds.ts'
import { v7 } from 'uuid'
import type { Tx } from '../actor.ts'
import type { Database } from '../database.ts'
import { flag, orNull, rowsOf } from '../readers.ts'
import type { Rulebook } from '../rulebook.ts'
import { writeTexts } from '../texts.ts'
import { recordCreation } from '../transition.ts'

/** The fields of a case that the offer of a hand-over needs. */
interface OfferedCase {
  id: string
  reference: string
  urgency: Urgency
  childProcedure: boolean
  leadPersonId: string | null
  team: readonly { agency: { id: string; sector: Sector }; untilAt: string | null }[]
}

const invalid = (pointer: string, detail: string) =>
  new Problem('invalid', undefined, { errors: [{ pointer, detail }] })

/**
 * Stores the offer of a case that was changed in this transaction: the row, its deadline, and the summary as notes in
 * their compartments, also in compartments that the offering person may not read.
 * @throws Problem invalid; wrong-status if an offer is open already
 */
export const offerHandover = async (
  db: Database,
  tx: Tx,
  actor: Actor,
  rules: Rulebook,
  row: OfferedCase,
  input: HandOver,
): Promise<void> => {
  const [open] = await tx.sql`select 1 from app.handovers where case_id = ${row.id} and status = 'offered'`
  if (open) throw new Problem('wrong-status')
  const to = await receiverOf(tx, actor, row, input)
  const within = to.agencyId === actor.agencyId
  const basis = within ? undefined : basisFor(input, row)
  if (!within && basis === undefined) throw invalid('/asked', 'another agency needs her word, or a basis without it')
  const id = v7()
  await tx.sql`
    insert into app.handovers (id, status, case_id, case_reference, from_agency_id, from_person_id, to_agency_id, to_person_id, asked, legal_basis, purpose)
    values (${id}, 'offered', ${row.id}, ${row.reference}, ${actor.agencyId}, ${actor.personId}, ${to.agencyId}, ${to.personId},
      ${input.asked}, ${basis ?? null}, ${purposeOf({ kind: 'lead', services: [], receiver: to.sector })})`
  await recordCreation(tx, rules, handoverWorkflow, {
    id,
    version: 1,
    status: 'offered',
    caseId: row.id,
    caseReference: row.reference,
    urgency: row.urgency,
    childProcedure: row.childProcedure,
    parties: partiesOfHandover({
      fromAgencyId: actor.agencyId,
      fromPersonId: actor.personId,
      toAgencyId: to.agencyId,
      toPersonId: to.personId,
    }),
  })
  for (const { compartment, text } of input.summary) {
    const note = v7()
    await tx.sql`insert into app.notes (id, case_id, kind, audience, compartment, agency_id, author_id, handover_id)
      values (${note}, ${row.id}, 'hand-over', 'own-agency-and-lead', ${compartment}, ${actor.agencyId}, ${actor.personId}, ${id})`
    await writeTexts(tx, db.ring, actor, [
      { caseId: row.id, compartment, subjectKind: 'note', subjectId: note, field: 'note', text },
    ])
  }
}

const ableRows = rowsOf({ able: orNull(flag) })

/**
 * Returns the receiver of an offer: a colleague who can lead the case, or an agency on the team. To an agency that is
 * not on the team, the lead is offered by a referral.
 */
const receiverOf = async (tx: Tx, actor: Actor, row: OfferedCase, { toAgencyId, toPersonId }: HandOver) => {
  const agencyId = toAgencyId ?? actor.agencyId
  if (agencyId !== actor.agencyId) {
    if (toPersonId !== undefined) throw invalid('/toPersonId', 'another agency says itself who takes it')
    const member = row.team.find(({ agency, untilAt }) => agency.id === agencyId && untilAt === null)
    if (!member) throw invalid('/toAgencyId', 'is not on the team; send a referral instead')
    return { agencyId, personId: null, sector: member.agency.sector }
  }
  if (toPersonId === undefined) throw invalid('/toPersonId', 'required')
  if (toPersonId === actor.personId)
    throw invalid('/toPersonId', 'has to be somebody else: nobody hands a case to themselves')
  if (toPersonId === row.leadPersonId) throw invalid('/toPersonId', 'leads it already')
  const [able] = await ableRows(tx.sql`select app.could_lead(${row.id}, ${toPersonId}) as able`)
  if (!able?.able) throw invalid('/toPersonId', 'is no colleague who could lead it')
  return { agencyId, personId: toPersonId, sector: actor.sector }
}
