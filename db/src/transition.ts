import type { Actor } from '@palermo/shared/actor.ts'
import type { Urgency } from '@palermo/shared/codes/urgency.ts'
import type { Compartment } from '@palermo/shared/compartments.ts'
import { alarmsFor, endOf } from '@palermo/shared/deadlines/alarms.ts'
import { dueAt } from '@palermo/shared/deadlines/calendar.ts'
import type { AppliedRule } from '@palermo/shared/deadlines/profile.ts'
import { type Facts, ruleFor } from '@palermo/shared/deadlines/rules.ts'
import { OnScreen } from '@palermo/shared/presence/contract.ts'
import { Problem } from '@palermo/shared/problem.ts'
import {
  type Action,
  isBehind,
  isTimely,
  type Parties,
  type Party,
  permits,
  relationsOf,
  type Workflow,
} from '@palermo/shared/workflow.ts'
import { send, type Tx } from './actor.ts'
import { compartmentOf, tableOf } from './declared.ts'
import { asJson } from './json.ts'
import { markMoved } from './moved.ts'
import { ownDateOf } from './own-dates.ts'
import type { Rulebook } from './rulebook.ts'

/** A row with a workflow: the fields that `transition` needs. */
export interface Subject<R extends string = string> {
  id: string
  version: number
  status: string
  caseId: string | null
  caseReference: string | null
  urgency: Urgency
  childProcedure: boolean
  parties: Parties<R>
  /** The keys of the row's running deadlines, for actions that depend on a deadline. */
  openClocks?: readonly string[]
  /** The compartments of the row's case that the actor may read, for actions in a compartment. */
  compartments?: readonly Compartment[]
  /** Whether the case is private to its agency, for the action that shares it. */
  agencyOnly?: boolean
  /** The kind of the referral, for actions that only service referrals have. */
  kind?: string
  /** Whether the case of the row is open, for actions that begin new work in the case. */
  caseRuns?: boolean
}

type Value = string | number | boolean | null | readonly string[]

export interface More<R extends string> {
  /** The columns that change with the action. */
  set?: Record<string, Value>
  /** Facts as codes for the history, such as a reason or a topic; never free text. */
  changes?: Record<string, string>
  /**
   * The parties of the row after the action, if the action changes them. Deadlines and work items move to the new
   * parties.
   */
  after?: Parties<R>
  /** The compartment of the action: only its readers see the event and are notified. */
  compartment?: Compartment
  /** Whether recipients without access to the compartment are notified too, without the details of the action. */
  openly?: boolean
  /** The start of deadlines that count from a stated day. The day is never in the future. */
  since?: string
  /** Facts in addition to those of the row that decide which variant of a rule applies. */
  facts?: Pick<Facts, 'outcome'>
  /** The keys of the deadlines that the closing of the case ended early and that start again with this action. */
  resumes?: readonly string[]
}

/**
 * Checks that the actor may take this action on the row, and that the row still has the version that the actor saw. A
 * command calls this before it validates the input, so that a caller without the right learns nothing from validation
 * errors.
 * @throws Problem not-allowed (403), changed-meanwhile (409), wrong-status (409), in this order
 */
export const checkAct = <S extends string, A extends string, R extends string>(
  actor: Actor,
  workflow: Workflow<S, A, R>,
  row: Subject<R>,
  input: { action: A; version: number },
): void => {
  const action = workflow.actions[input.action]
  if (!permits(action, relationsOf(actor, row.parties), actor.function) || !isBehind(action, row))
    throw new Problem('not-allowed')
  if (row.version !== input.version) throw new Problem('changed-meanwhile')
  if (!isTimely(action, row)) throw new Problem('wrong-status')
}

/**
 * Changes a record; there is no other way. Checks whether the action is allowed, updates the row if its version is
 * still the same, and in the same statement writes its event, deadlines, work items, counters and outbox row. The
 * caller has read the row under row security, so that a hidden row was already refused as `not-found`.
 * @throws Problem not-allowed (403), changed-meanwhile (409), wrong-status (409), in this order
 */
export const transition = async <S extends string, A extends string, R extends string>(
  tx: Tx,
  actor: Actor,
  rules: Rulebook,
  workflow: Workflow<S, A, R>,
  row: Subject<R>,
  input: { action: A; version: number },
  more: More<R> = {},
): Promise<{ version: number; status: string }> => {
  checkAct(actor, workflow, row, input)
  return moveRow(tx, rules, workflow, row, input.action, more)
}

/**
 * Takes the action that follows when a deadline has expired. The workflow declares which actions a deadline may take.
 */
export const transitionByClock = async <S extends string, A extends string, R extends string>(
  tx: Tx,
  rules: Rulebook,
  workflow: Workflow<S, A, R>,
  row: Subject<R>,
  name: A,
  more: More<R> = {},
): Promise<{ version: number; status: string }> => {
  if (!workflow.actions[name].may.some(({ relation }) => relation === 'clock')) throw new Problem('not-allowed')
  return moveRow(tx, rules, workflow, row, name, more, 'record_by_clock')
}

/** The database function that records a transition: `record` for an actor, `record_by_clock` for a deadline. */
type Recorder = 'record' | 'record_by_clock'

const moveRow = async <S extends string, A extends string, R extends string>(
  tx: Tx,
  rules: Rulebook,
  workflow: Workflow<S, A, R>,
  row: Subject<R>,
  name: A,
  more: More<R>,
  recorder: Recorder = 'record',
) => {
  const action = workflow.actions[name]
  if (!isTimely(action, row)) throw new Problem('wrong-status')
  const status = action.to ?? row.status
  const version = row.version + 1
  const table = tableOf(workflow.name)
  const { sql } = tx
  const set: Record<string, Value> = { ...more.set, status, version, updated_at: tx.now }
  const moved = await send(sql`
    with moved as (
      update app.${sql(table)} set ${sql(set as Record<string, string>)} where id = ${row.id} and version = ${row.version} returning id)
    select ${recorded(tx, rules, workflow, { ...row, version, status }, name, action, more, recorder)} from moved`)
  if (moved.length === 0) throw new Problem('changed-meanwhile')
  markRecordMoved(tx, workflow, row, more)
  if (more.since !== undefined) {
    const dated = (action.opens ?? []).filter((key) => ruleFor(rules.profile, key).begins === 'stated')
    await sql`select app.date_clocks(${row.id}, ${more.since}::timestamptz, ${dated}::text[])`
  }
  return { version, status }
}

/**
 * Records the creation of a row that the caller has inserted in this transaction at version 1. The record type
 * declares, for each initial status, which deadlines start and which parties are notified.
 */
export const recordCreation = <S extends string, A extends string, R extends string>(
  tx: Tx,
  rules: Rulebook,
  workflow: Workflow<S, A, R>,
  row: Subject<R>,
  more: Omit<More<R>, 'resumes'> = {},
): Promise<void> => recordBeginning(tx, rules, workflow, row, more, 'record')

/** Records the creation of a row that a job has inserted, if the record type allows a deadline to create rows. */
export const recordCreationByClock = <S extends string, A extends string, R extends string>(
  tx: Tx,
  rules: Rulebook,
  workflow: Workflow<S, A, R>,
  row: Subject<R>,
): Promise<void> => recordBeginning(tx, rules, workflow, row, {}, 'record_by_clock')

const recordBeginning = async <S extends string, A extends string, R extends string>(
  tx: Tx,
  rules: Rulebook,
  workflow: Workflow<S, A, R>,
  row: Subject<R>,
  more: Omit<More<R>, 'resumes'>,
  recorder: Recorder,
): Promise<void> => {
  const beginning = workflow.begins[row.status]
  if (beginning === undefined) throw new Error(`a ${workflow.name} does not begin in ${row.status}`)
  const opens = [...beginning.opens, ...(row.childProcedure ? beginning.opensForChild : [])]
  markRecordMoved(tx, workflow, row, more)
  await send(
    tx.sql`select ${recorded(tx, rules, workflow, row, 'create', { ...beginning, from: [], may: [], opens }, more, recorder)}`,
  )
}

/** Notifies pages that show the record or its case of the change. */
const markRecordMoved = (
  tx: Tx,
  { name }: Workflow,
  { id, caseId }: Subject,
  more: Pick<More<string>, 'compartment' | 'openly'>,
) => {
  const compartment = more.openly ? 'C0' : more.compartment
  const kind = OnScreen.shape.kind.options.find((one) => one === name)
  if (kind !== undefined && id !== caseId) markMoved(tx, { kind, id }, compartment)
  if (caseId !== null) markMoved(tx, { kind: 'case', id: caseId }, compartment)
}

const recorded = <R extends string>(
  tx: Tx,
  rules: Rulebook,
  workflow: Workflow<string, string, R>,
  row: Subject<R>,
  name: string,
  action: Action<string, R>,
  more: More<R>,
  recorder: Recorder = 'record',
) => {
  const { sql } = tx
  const parties = more.after ?? row.parties
  const starts = [...(action.opens ?? []), ...(more.resumes ?? []).filter((key) => action.resumes?.includes(key))]
  const opens = starts.map((key) => clockFor(tx.now, rules, workflow, { ...row, parties }, key, more))
  const people = more.after ? peopleOf(more.after) : []
  const compartment = more.compartment ?? action.behind ?? compartmentOf(workflow.name)
  const relations = compartment === 'C0' || more.openly ? (action.notifies ?? []) : []
  const notifies = relations.flatMap((relation) => {
    const party = parties[relation]
    const topic = action.topics?.[relation]
    // No person is notified of an action that the same person took.
    if (!party || (party.inPerson && party.personId === tx.actorId)) return []
    const { inPerson: _, ...address } = party
    return [{ ...address, ...(topic === undefined ? {} : { topic }) }]
  })
  if (notifies.length > 0) tx.notified = true
  return sql`app.${sql(recorder)}(${workflow.name}, ${tableOf(workflow.name)}, ${row.id}::uuid, ${row.version}::integer, ${row.status}, ${name},
    ${row.caseId}::uuid, ${row.caseReference}, ${row.urgency}, ${sql.json(more.changes ?? {})},
    ${[...(action.closes ?? [])]}::text[], ${sql.json(asJson(opens))}, ${sql.json(asJson(people))}, ${sql.json(asJson(notifies))}, ${compartment})`
}

/** Builds a deadline that starts: who owes what to whom by when, under the profile that is in force. */
const clockFor = (
  now: string,
  rules: Rulebook,
  workflow: Pick<Workflow, 'name' | 'substitutes' | 'dueOn'>,
  row: Subject,
  key: string,
  more: More<string>,
) => {
  const { since, facts } = more
  const appliedRule = ruleFor(rules.profile, key, { ...facts, urgency: row.urgency, child: row.childProcedure })
  const { party: owes, inPlaceOf } = holderOf(workflow, row.parties, appliedRule.owes)
  const owed =
    appliedRule.owedTo === null || appliedRule.owedTo === 'person' ? undefined : row.parties[appliedRule.owedTo]
  const start = new Date(appliedRule.begins === 'stated' ? (since ?? now) : now).toISOString()
  const ownDate = ownDateOf(workflow, row, key, more.set ?? {}, rules.calendar)
  const due = ownDate ?? dueAt(appliedRule.limit, start, rules.calendar)
  const alarms = alarmsFor({ startedAt: start, dueAt: due, zone: rules.calendar.zone }, appliedRule)
  return {
    key,
    owes: owes.agencyId,
    owesPerson: owes.personId,
    owed: owed?.agencyId ?? null,
    owedPerson: owed?.personId ?? null,
    dueAt: due,
    ...appliedRuleOf(rules, appliedRule, { ownDate: ownDate !== null, inPlaceOf }),
    alarms,
    nextAlarmAt: alarms[0]?.at ?? null,
  }
}

/**
 * Returns the part of a rule that is copied into a deadline, so that a later profile version does not change the
 * deadline.
 */
export const appliedRuleOf = (
  { profile }: Pick<Rulebook, 'profile'>,
  appliedRule: AppliedRule,
  { ownDate = false, inPlaceOf = null }: { ownDate?: boolean; inPlaceOf?: string | null } = {},
) => ({
  profile: profile.code,
  profileVersion: profile.version,
  appliedRule: {
    kind: appliedRule.limit.kind,
    nature: appliedRule.nature,
    source: appliedRule.source,
    mark: appliedRule.mark,
    verifiedOn: appliedRule.verifiedOn,
    expires: endOf(appliedRule)?.into ?? null,
    variant: appliedRule.variant,
    owedTo: appliedRule.owedTo,
    ...(appliedRule.effect === null ? {} : { effect: appliedRule.effect }),
    ...(ownDate ? { ownDate } : {}),
    ...(inPlaceOf === null ? {} : { inPlaceOf }),
  },
})

/**
 * Returns the party that owes a deadline: the party that its rule names or, if the row has no such party, the declared
 * substitute together with the party that it replaces.
 */
const holderOf = (
  { name, substitutes = {} }: Pick<Workflow, 'name' | 'substitutes'>,
  parties: Parties,
  wanted: string,
) => {
  for (let one: string | undefined = wanted; one !== undefined; one = substitutes[one]) {
    const party: Party | undefined = parties[one]
    if (party) return { party, inPlaceOf: one === wanted ? null : wanted }
  }
  throw new Error(`no party of this ${name} can owe what ${wanted} owes, and its record type declares no substitute`)
}

/**
 * Returns the responsible person in each agency. If one agency both leads the case and gives the service, the person
 * who gives the service counts.
 */
const peopleOf = ({ 'case-lead': lead, ...others }: Parties) => {
  const byAgency = new Map<string, string | null>()
  for (const party of [lead, ...Object.values(others)]) {
    if (party && (party.personId !== null || !byAgency.has(party.agencyId)))
      byAgency.set(party.agencyId, party.personId)
  }
  return [...byAgency].map(([agency, person]) => ({ agency, person }))
}
