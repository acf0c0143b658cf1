import { type Actor, Actor as ActorShape } from '@palermo/shared/actor.ts'
import type { OpenCompartment } from '@palermo/shared/compartments.ts'
import { Problem } from '@palermo/shared/problem.ts'
import type { LightReferral, Referral } from '@palermo/shared/referrals/contract.ts'
import { messaging, writesIn } from '@palermo/shared/referrals/messages.ts'
import { partiesOfReferral, type ReferralRelation, referralWorkflow } from '@palermo/shared/referrals/record.ts'
import { availableActions, isTimely } from '@palermo/shared/workflow.ts'
import type { RequestContext, Tx } from '../actor.ts'
import type { Database } from '../database.ts'
import { type DeadlineRow, presentDeadline } from '../deadlines/present.ts'
import { hideNumber } from '../hidden-numbers.ts'
import { type Aggregated, parseDocument } from '../json.ts'
import { onSlot } from '../screen.ts'
import { openText, type SealedRow } from '../texts.ts'
import type { Subject } from '../transition.ts'
import { answersOf } from './answers.ts'
import { type MessageRow, presentMessage } from './messages.ts'
import { withFirstAnswers } from './thread.ts'

/** A referral as the database returns it, including fields that its reader may not see. */
export interface ReferralDocument
  extends Omit<
    Referral,
    | 'texts'
    | 'timeline'
    | 'actions'
    | 'messages'
    | 'mayWrite'
    | 'amendments'
    | 'sealed'
    | 'draftExpiresAt'
    | 'deadlines'
  > {
  deadlines: DeadlineRow[]
  leadAgencyId: string | null
  leadPersonId: string | null
  compartments: string[]
  /** Whether the reader also sees the case. */
  caseOpen: boolean
  openClocks: string[]
  /** Whether new work may begin in the case of the referral. A reader who does not see the case gets this field too. */
  caseRuns: boolean
  now: string
  texts: SealedRow[]
  messages: MessageRow[]
  timeline: {
    id: number
    action: string
    agencyId: string | null
    actorId: string | null
    at: string
    changes: Record<string, string>
  }[]
}

/**
 * The document that the view returns. Each agency stands once in a separate object, although several fields name it.
 */
type Stored = Aggregated<
  Omit<ReferralDocument, 'from' | 'to' | 'onwardAgency'>,
  'outcomes' | 'texts' | 'ends' | 'messages' | 'thread' | 'deadlines' | 'timeline' | 'openClocks'
> & {
  agencies: Referral['from'][]
  fromAgencyId: string
  toAgencyId: string | null
  onwardAgencyId: string | null
}

/**
 * Reads one referral in one statement, with the proof of identity and the line in the access log. A hidden and a
 * missing referral give the same `not-found`.
 */
export const readReferral = async (db: Database, who: RequestContext, id: string): Promise<Referral> => {
  const [row] = await onSlot(
    db,
    (sql) => sql`select * from app.referral_screen(${Buffer.from(who.secret)}, ${who.request}, ${id})`,
  )
  const document = documentOf(row?.document)
  const actor = ActorShape.parse({
    personId: row?.person_id,
    agencyId: row?.agency_id,
    sector: row?.sector,
    function: row?.function,
  })
  return presentReferral(db, await withFirstAnswers(db, who, document), actor)
}

/** Reads a referral in the transaction of a command, before the action and for the reply. */
export const referralIn = async (tx: Tx, id: string): Promise<ReferralDocument> => {
  const [row] = await tx.sql`select app.referral_document(${id}) as document`
  return documentOf(row?.document)
}

export const documentOf = (document: string | null | undefined): ReferralDocument => {
  if (!document) throw new Problem('not-found')
  const row = parseDocument<Stored>(document)
  const { agencies, outcomes, texts, thread, deadlines, timeline } = row
  const agency = (id: string | null) => agencies.find((one) => one.id === id)
  const from = agency(row.fromAgencyId)
  if (!from) throw new Error('the directory lacks the sender')
  // The row is changed in place instead of copied, since it has forty fields and no other code uses the row yet.
  return Object.assign(row, {
    from,
    to: agency(row.toAgencyId) ?? null,
    onwardAgency: agency(row.onwardAgencyId) ?? null,
    outcomes: outcomes ?? [],
    texts: texts ?? [],
    ends: row.ends ?? [],
    messages: row.messages ?? [],
    thread: thread ?? [],
    deadlines: deadlines ?? [],
    openClocks: row.openClocks ?? (deadlines ?? []).filter(({ closedAt }) => closedAt === null).map(({ key }) => key),
    timeline: timeline ?? [],
  })
}

/** The fields of a referral that decide which actions its reader may take. */
export type ReferralStanding = Pick<
  ReferralDocument,
  | 'id'
  | 'version'
  | 'status'
  | 'kind'
  | 'caseId'
  | 'caseReference'
  | 'urgency'
  | 'childProcedure'
  | 'fromPersonId'
  | 'assigneeId'
  | 'leadAgencyId'
  | 'leadPersonId'
  | 'caseRuns'
  | 'openClocks'
> & { from: { id: string }; to: { id: string } | null }

export const subjectOf = (row: ReferralStanding): Subject<ReferralRelation> => ({
  id: row.id,
  version: row.version,
  status: row.status,
  caseId: row.caseId,
  caseReference: row.caseReference,
  urgency: row.urgency,
  childProcedure: row.childProcedure,
  kind: row.kind,
  parties: partiesWith(row),
  openClocks: row.openClocks,
  caseRuns: row.caseRuns,
})

/** Returns the parties of a referral as they are after the given columns change. */
export const partiesWith = (row: ReferralStanding, change: Partial<Parameters<typeof partiesOfReferral>[0]> = {}) =>
  partiesOfReferral({
    fromAgencyId: row.from.id,
    fromPersonId: row.fromPersonId,
    toAgencyId: row.to?.id ?? null,
    assigneeId: row.assigneeId,
    leadAgencyId: row.leadAgencyId,
    leadPersonId: row.leadPersonId,
    ...change,
  })

/** The facts about a referral as `app.referral_standing` returns them. */
type StoredStanding = Omit<ReferralStanding, 'from' | 'to'> & { fromAgencyId: string; toAgencyId: string | null }

/** Returns the short reply to an action, with the same `actions` as the whole referral. */
export const lightReferral = (standing: string | null | undefined, actor: Actor): LightReferral => {
  if (!standing) throw new Problem('not-found')
  const { fromAgencyId, toAgencyId, ...row } = parseDocument<StoredStanding>(standing)
  const subject = subjectOf({
    ...row,
    from: { id: fromAgencyId },
    to: toAgencyId === null ? null : { id: toAgencyId },
  })
  const { id, version, status } = row
  return { id, version, status, actions: availableActions(referralWorkflow, subject, actor) }
}

const sealed: OpenCompartment[] = ['C1', 'C2']

/** Returns the referral with only the fields that its reader may see, and the actions that the reader may take now. */
export const presentReferral = (db: Database, row: ReferralDocument, actor: Actor): Referral => {
  const { compartments, now, texts, timeline } = row
  const ownSubmission = row.fromPersonId === actor.personId && ['draft', 'sent', 'returned'].includes(row.status)
  const labels = new Map([row.from, ...(row.to ? [row.to] : [])].map(({ id, name }) => [id, name]))
  // Each field is named, so that no other column of the row can be sent.
  return {
    id: row.id,
    version: row.version,
    threadId: row.threadId,
    kind: row.kind,
    status: row.status,
    // Sender and receiver know the case reference; only readers of the case get its id.
    caseId: row.caseOpen ? row.caseId : null,
    caseReference: row.caseReference,
    from: row.from,
    to: row.to,
    urgency: row.urgency,
    childProcedure: row.childProcedure,
    ageBand: row.ageBand,
    needs: row.needs,
    services: row.services,
    language: row.language,
    interpreter: row.interpreter,
    assigneeId: row.assigneeId,
    sentAt: row.sentAt,
    updatedAt: row.updatedAt,
    fromPersonId: row.fromPersonId,
    acknowledgedAt: row.acknowledgedAt,
    acceptedAt: row.acceptedAt,
    startedAt: row.startedAt,
    endedAt: row.endedAt,
    declineReason: row.declineReason,
    withdrawalReason: row.withdrawalReason,
    onwardAgency: row.onwardAgency,
    phoneAcceptedAt: row.phoneAcceptedAt,
    phoneConfirmedAt: row.phoneConfirmedAt,
    sex: row.sex,
    accompanied: row.accompanied,
    outcomes: row.outcomes,
    thread: row.thread,
    formId: row.formId,
    formVersion: row.formVersion,
    draftExpiresAt:
      row.deadlines.find(({ key, closedAt }) => key === 'referral.draft' && closedAt === null)?.dueAt ?? null,
    deadlines: row.deadlines.map((deadline) => presentDeadline(deadline, row.caseReference, now)),
    // Before acceptance the receiver gets no answers, because even coded answers tell more than the receiver needs in
    // order to decide.
    answers: ownSubmission || compartments.includes('C1') ? answersOf(db, row) : {},
    texts: texts.filter(({ field }) => field !== 'answers').map((text) => openText(db.ring, text)),
    ends: row.ends,
    messages: row.messages.map((message) => presentMessage(db.ring, message, actor)),
    mayWrite: isTimely(messaging, row) && writesIn(actor, partiesWith(row)),
    amendments: timeline.filter(({ action }) => action === 'amend').map(amendmentOf),
    sealed: sealed.filter((compartment) => !ownSubmission && !compartments.includes(compartment)),
    timeline: timeline.map((event) => ({
      id: hideNumber(db.ring, 'events', String(event.id)),
      subjectKind: 'referral',
      subjectId: row.id,
      action: event.action,
      agencyName: (event.agencyId && labels.get(event.agencyId)) ?? null,
      mine: event.actorId === actor.personId,
      at: event.at,
      facts: event.changes,
    })),
    actions: availableActions(referralWorkflow, subjectOf(row), actor),
  }
}

const amendmentOf = ({ at, changes }: ReferralDocument['timeline'][number]): Referral['amendments'][number] => ({
  // Cast: events store facts as text; only `amend` writes them, with codes of these lists.
  topic: changes.topic as never,
  at,
  urgency: changes.old && changes.new ? { old: changes.old as never, new: changes.new as never } : null,
  wasDue: Object.entries(changes).flatMap(([fact, was]) =>
    fact.startsWith('due:') ? [{ step: fact.slice('due:'.length), at: was }] : [],
  ),
})
