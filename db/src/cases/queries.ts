import { ownActionsOf } from '@palermo/shared/accounts/own-actions.ts'
import { type Actor, Actor as ActorShape } from '@palermo/shared/actor.ts'
import type { Case, Exploitation, Identity, LightCase } from '@palermo/shared/cases/contract.ts'
import { looseEnds } from '@palermo/shared/cases/endings.ts'
import { type CaseRelation, partiesOfCase, tracksKeptBy } from '@palermo/shared/cases/policy.ts'
import { caseWorkflow, runningCases } from '@palermo/shared/cases/record.ts'
import type { BarToRemoval } from '@palermo/shared/cases/removal.ts'
import { compartmentOf, type Stage, type Track, tracks } from '@palermo/shared/cases/tracks.ts'
import { urgencyNow } from '@palermo/shared/codes/urgency.ts'
import { type Compartment, openCompartments } from '@palermo/shared/compartments.ts'
import type { Note } from '@palermo/shared/notes/contract.ts'
import { Problem } from '@palermo/shared/problem.ts'
import type { TimelineEvent } from '@palermo/shared/referrals/contract.ts'
import { availableActions } from '@palermo/shared/workflow.ts'
import type { Row } from 'postgres'
import { type RequestContext, read, type Tx } from '../actor.ts'
import type { Database } from '../database.ts'
import { type DeadlineRow, presentDeadline } from '../deadlines/present.ts'
import { hideNumber, numberAt } from '../hidden-numbers.ts'
import { type Aggregated, parseDocument } from '../json.ts'
import { flag, orNull, text as plainText, rowsOf } from '../readers.ts'
import { onSlot } from '../screen.ts'
import { type Keyring, open } from '../seal.ts'
import type { SlotSql } from '../slots.ts'
import { presentTask, type TaskRow } from '../tasks/present.ts'
import { openText, type SealedRow } from '../texts.ts'
import type { Subject } from '../transition.ts'

/** A case as the database returns it, without the rows that row security hides from the reader. */
export interface CaseDocument
  extends Omit<
    Case,
    | 'identity'
    | 'exploitation'
    | 'lanes'
    | 'notes'
    | 'tasks'
    | 'noteCompartments'
    | 'actions'
    | 'mayAssign'
    | 'deadlines'
    | 'steps'
    | 'looseEnds'
  > {
  compartments: Compartment[]
  /** Whether the reader's agency is a decision body. */
  decides: boolean
  identity: { sealed: string } | null
  /** The open offer of a hand-over. */
  offer: { id: string; agencyName: string; dueAt: string | null } | null
  exploitation: Exploitation[]
  milestones: { track: Track; stage: Stage; reachedOn: string; agencyName: string }[]
  notes: Omit<Note, 'text' | 'mine'>[]
  now: string
  deadlines: DeadlineRow[]
  /** The deadlines of the case's referrals. */
  steps: DeadlineRow[]
  tasks: TaskRow[]
  texts: (SealedRow & { subjectId: string })[]
}

/** Reads one case in one round trip. A hidden and a missing case give the same `not-found`. */
export const readCase = async (db: Database, who: RequestContext, id: string): Promise<Case> => {
  const [row] = await onSlot(
    db,
    (sql) => sql`
      select s.*, ${beside(sql, id)} from app.case_screen(${Buffer.from(who.secret)}, ${who.request}, ${id}) s`,
  )
  if (!row?.document) throw new Problem('not-found')
  const actor = ActorShape.parse({
    personId: row.person_id,
    agencyId: row.agency_id,
    sector: row.sector,
    function: row.function,
  })
  return presentCase(db, caseOf(row.document, row), actor)
}

export const caseIn = async (tx: Tx, id: string): Promise<CaseDocument> => {
  const [row] = await tx.sql`select app.case_document(${id}) as document, ${beside(tx.sql, id)}`
  return caseOf(row?.document, row)
}

/** The columns of the page that functions of other capabilities return. */
const beside = (sql: SlotSql, id: string) =>
  sql`app.removal_suspended_until(${id}) as suspended, app.exploitation_of(${id}) as exploitation, app.offer_in(${id}) as offer,
    app.steps_in(${id}) as steps, app.earlier_in(${id}) as earlier, authz.decides() as decides`
interface Beside {
  suspended?: string | null
  exploitation?: string | null
  offer?: string | null
  steps?: string | null
  earlier?: string | null
  decides?: boolean
}

/** Builds the case without the columns of other capabilities, for an action that uses none of these columns. */
export const caseOf = (
  document: string | null | undefined,
  { suspended = null, exploitation = null, offer = null, steps = null, earlier = null, decides = false }: Beside = {},
): CaseDocument => {
  if (!document) throw new Problem('not-found')
  const row =
    parseDocument<Aggregated<CaseDocument, 'milestones' | 'referrals' | 'notes' | 'tasks' | 'texts' | 'deadlines'>>(
      document,
    )
  const { milestones, referrals, notes, tasks, texts, deadlines } = row
  return {
    ...row,
    decides,
    removalSuspendedUntil: suspended,
    exploitation: exploitation ? parseDocument<Exploitation[]>(exploitation) : [],
    offer: offer === null ? null : parseDocument<CaseDocument['offer']>(offer),
    steps: steps ? parseDocument<DeadlineRow[]>(steps) : [],
    earlier:
      earlier === null ? { opened: [], since: null, openedToUs: false } : parseDocument<Case['earlier']>(earlier),
    milestones: milestones ?? [],
    referrals: referrals ?? [],
    notes: notes ?? [],
    tasks: tasks ?? [],
    texts: texts ?? [],
    deadlines: deadlines ?? [],
  }
}

const isOnTeam = ({ team }: Pick<CaseDocument, 'team'>, { agencyId }: Actor) =>
  team.some(({ agency, untilAt }) => agency.id === agencyId && untilAt === null)

/** The fields of a case that decide which actions its reader may take. */
export interface CaseStanding
  extends Pick<
    CaseDocument,
    | 'id'
    | 'version'
    | 'status'
    | 'reference'
    | 'urgency'
    | 'openedAt'
    | 'now'
    | 'childProcedure'
    | 'agencyOnly'
    | 'leadPersonId'
    | 'compartments'
    | 'decides'
  > {
  leadAgencyId: string
  /** Whether the reader's agency is on the team. */
  onTeam: boolean
  openClocks: string[]
}

/** Returns the facts about a case that a command reads first. @throws Problem not-found */
export const standingOf = (row: Row | undefined): CaseStanding => {
  if (!row?.standing) throw new Problem('not-found')
  return { ...parseDocument<Omit<CaseStanding, 'decides'>>(row.standing), decides: row.decides }
}

export const caseStanding = (sql: SlotSql, id: string) =>
  sql`select app.case_standing(${id}) as standing, authz.decides() as decides`

export const caseSubject = (row: CaseDocument, actor: Actor): Subject<CaseRelation> =>
  standingSubject(
    {
      ...row,
      leadAgencyId: row.lead.id,
      onTeam: isOnTeam(row, actor),
      openClocks: row.deadlines.filter(({ closedAt }) => closedAt === null).map(({ key }) => key),
    },
    actor,
  )

export const standingSubject = (row: CaseStanding, actor: Actor): Subject<CaseRelation> => ({
  id: row.id,
  version: row.version,
  status: row.status,
  caseId: row.id,
  caseReference: row.reference,
  urgency: urgencyNow({ urgency: row.urgency, since: row.openedAt, status: row.status }, Date.parse(row.now)),
  childProcedure: row.childProcedure,
  agencyOnly: row.agencyOnly,
  parties: partiesOfCase({
    leadAgencyId: row.leadAgencyId,
    leadPersonId: row.leadPersonId,
    memberAgencyId: row.onTeam ? actor.agencyId : null,
    decides: row.decides,
    keepsTrack: tracksKeptBy(actor, row.compartments).length > 0,
  }),
  compartments: row.compartments,
  openClocks: row.openClocks,
})

/** Returns the short reply to an action, with the same `actions` as the whole case. */
export const lightCase = (row: CaseStanding, actor: Actor): LightCase => ({
  id: row.id,
  version: row.version,
  status: row.status,
  actions: availableActions(caseWorkflow, standingSubject(row, actor), actor),
})

/**
 * Returns the case for its reader. Compartments that the reader may read are decrypted; every other compartment is a
 * sealed card, which looks the same whether or not the compartment holds anything.
 */
export const presentCase = (db: Database, row: CaseDocument, actor: Actor): Case => {
  const { compartments, identity, exploitation, milestones, notes, tasks, texts, now, offer: _, ...shown } = row
  const kept = tracksKeptBy(actor, compartments)
  const words = new Map(texts.map((text) => [text.subjectId, openText(db.ring, text).text]))
  return {
    ...shown,
    deadlines: row.deadlines.map((deadline) => presentDeadline(deadline, row.reference, now)),
    steps: row.steps.map((step) => presentDeadline(step, row.reference, now)),
    identity: identity ? identityOf(db.ring, row.id, identity.sealed) : { sealed: true, compartment: 'C1' },
    exploitation: compartments.includes('C1') ? exploitation : { sealed: true, compartment: 'C1' },
    lanes: tracks.map((track) => ({
      track,
      milestones:
        compartmentOf[track] === 'C0' || compartments.includes(compartmentOf[track])
          ? milestones
              .filter((milestone) => milestone.track === track)
              .map(({ stage, reachedOn, agencyName }) => ({ stage, reachedOn, agencyName }))
          : { sealed: true as const, compartment: compartmentOf[track] },
      mayAdvance: kept.includes(track),
    })),
    notes: notes.map((note) => ({ ...note, text: words.get(note.id) ?? '', mine: note.authorId === actor.personId })),
    noteCompartments: openCompartments.filter((compartment) => compartments.includes(compartment)),
    tasks: tasks.map((task) => presentTask(task, words.get(task.id) ?? null, actor, now)),
    actions: availableActions(caseWorkflow, caseSubject(row, actor), actor),
    mayAssign: ownActionsOf(actor).includes('see-team') && runningCases.includes(row.status) && isOnTeam(row, actor),
    looseEnds: looseEnds(actor, row),
  }
}

/** Decrypts the identity of the person. Row security returns the encrypted identity only to readers of C1. */
export const identityOf = (ring: Keyring, caseId: string, sealed: string): Identity =>
  JSON.parse(
    open(
      ring,
      { table: 'case_persons', field: 'identity', id: caseId, compartment: 'C1' },
      Buffer.from(sealed, 'base64'),
    ),
  )

const removalRows = rowsOf({ barred: orNull(flag), dutyNumber: orNull(plainText) })

/**
 * Returns whether the person may not be removed from the country now, for members of the case.
 * @throws Problem not-found
 */
export const askOfRemoval = async (db: Database, who: RequestContext, id: string): Promise<BarToRemoval> => {
  const { rows } = await read(db, who, (sql) => [
    removalRows(sql`
      select b.barred, b.duty_number as "dutyNumber" from app.bar_to_removal(${id}) b`),
  ])
  const [answer] = rows[0]
  if (!answer || answer.barred === null) throw new Problem('not-found')
  return { barred: answer.barred, dutyNumber: answer.dutyNumber }
}

/** Lists the events of a case that this reader may see, newest first. */
export const readTimeline = async (
  db: Database,
  who: RequestContext,
  id: string,
  cursor: string | undefined,
): Promise<{ items: TimelineEvent[]; nextCursor: string | null }> => {
  const before = numberAt(db.ring, 'events', cursor)
  const { actor, rows } = await read(db, who, (sql) => [
    sql`select 1 from app.cases where id = ${id}`,
    sql<(Omit<TimelineEvent, 'mine'> & { actorId: string | null })[]>`
      select e.id, e.subject_kind as "subjectKind", e.subject_id as "subjectId", e.action, a.label as "agencyName", e.actor_id as "actorId", e.at, e.changes as facts
        from app.events e left join app.agencies a on a.id = e.agency_id
       where e.case_id = ${id} and (${before ?? null}::bigint is null or e.id < ${before ?? null}::bigint)
       order by e.id desc limit 51`,
  ])
  if (rows[0].length === 0) throw new Problem('not-found')
  const page = rows[1].slice(0, 50).map(({ actorId, ...event }) => ({
    ...event,
    id: hideNumber(db.ring, 'events', event.id),
    mine: actorId === actor.personId,
  }))
  return {
    items: page,
    nextCursor: rows[1].length > 50 ? (page.at(-1)?.id ?? null) : null,
  }
}
