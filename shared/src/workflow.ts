import type { z } from 'zod'
import type { Actor, StaffFunction } from './actor.ts'
import type { Compartment, OpenCompartment } from './compartments.ts'

/** A party of a row: an agency (sender, receiver, case-lead …) or a person (assignee). */
export type Relation = string

/** The parties of one row. A party without `personId` is the whole agency. */
export type Parties<R extends Relation = Relation> = Partial<Record<R, Party>>
export interface Party {
  agencyId: string
  personId: string | null
  /** Whether only this person is the party, so that colleagues of the same agency are not. */
  inPerson?: true
  /** Who in the agency is notified instead of its caseworkers. */
  role?: 'approver' | 'person'
}

/** One permission: which roles may act, in an agency that is this party. */
export interface Permission<R extends Relation = Relation> {
  relation: R
  functions: readonly StaffFunction[]
}

export const by = <R extends Relation>(relation: R, functions: readonly StaffFunction[]): Permission<R>[] => [
  { relation, functions },
]

/**
 * One action: the statuses in which it is possible, the status that results, who may take it, its input, the deadlines
 * that it starts and closes, and who is notified. Without `to` the status stays the same (an assignment, an amendment).
 */
export interface Action<S extends string = string, R extends Relation = Relation> {
  from: readonly S[]
  to?: S
  may: readonly Permission<R>[]
  /** The party that may not take the action, even if another permission allows it, so that two persons are needed. */
  notBy?: R
  /** The compartment whose readers alone may take the action, see its event and are notified of it. */
  behind?: OpenCompartment
  /**
   * The deadline of the row that must be running for the action to be possible, for work that remains to be done in a
   * final status.
   */
  while?: string
  /**
   * The deadline of the row that must not be running for the action to be possible, since the period that the action
   * would begin is already running.
   */
  unless?: string
  /** The deadline (a `notBefore` limit) until whose end the action needs a stated reason. */
  waits?: string
  /**
   * A restriction of the action. `adult`: not for a child or a person of uncertain age. `agency-only`: only while the
   * case is private to its agency. `service`: only for a service referral, not for a lead referral.
   */
  only?: 'adult' | 'agency-only' | 'service'
  /** Whether the action begins new work of other agencies; such an action is refused in a closed case. */
  begins?: true
  input?: z.ZodObject
  opens?: readonly string[]
  closes?: readonly string[]
  /**
   * The deadlines that closing the case ended early and that start again with this action, unless their work was done.
   */
  resumes?: readonly string[]
  /** The records that end together with the row, each by its own `transition`, as far as the actor may end it. */
  ends?: readonly Ending[]
  notifies?: readonly R[]
  /** The topic of the notification for each party: an event in the past tense. */
  topics?: Readonly<Record<string, string>>
}

/**
 * The action that ends a record of another type, and the statuses in which the record is ended; in all other statuses
 * the record continues.
 */
export interface Ending {
  noun: string
  action: string
  from: readonly string[]
}

/**
 * The effects of a creation: the deadlines that start, the deadlines that start only for a child, and the parties that
 * are notified.
 */
export interface Beginning<R extends Relation = Relation> {
  opens: readonly string[]
  opensForChild: readonly string[]
  notifies: readonly R[]
  topics: Readonly<Record<string, string>>
}

export interface Workflow<S extends string = string, A extends string = string, R extends Relation = Relation> {
  name: string
  /** All party names of the record type. */
  relations: readonly R[]
  statuses: readonly [S, ...S[]]
  final: readonly S[]
  /** The statuses that are not final and yet need no deadline, since no party has to act. */
  resting?: readonly S[]
  /** The deadline that runs in each other status, so that every record has a party who must act. */
  covered: Readonly<Record<string, string>>
  /** The effects of a creation, by the initial status. */
  begins: Readonly<Record<string, Beginning<R>>>
  actions: Readonly<Record<A, Action<S, R>>>
  actionNames: readonly [A, ...A[]]
  /** The party that owes a deadline if a row does not have the party that should owe it. */
  substitutes?: Readonly<Partial<Record<string, string>>>
  /** For each deadline that is due on a date of the row, and not by the limit of its rule: the field with this date. */
  dueOn?: Readonly<Partial<Record<string, string>>>
}

/** The party names of this workflow. */
export type RelationOf<W> = W extends Workflow<string, string, infer R> ? R : never

/**
 * Declares the workflow of a record type. Throws when the module loads if the declaration contradicts itself: an
 * unknown status or party, a status that cannot be reached or left, a status without a deadline, an action without
 * permissions or starting status, or a final status that an action other than a reopening leaves.
 */
export const workflow = <
  const S extends string,
  const F extends S,
  const R extends Relation,
  const A extends Record<string, Action<S, R>>,
  const Q extends S = never,
>(
  name: string,
  table: {
    relations: readonly R[]
    statuses: readonly [S, ...S[]]
    final: readonly F[]
    resting?: readonly Q[]
    covered: Record<Exclude<S, F | Q>, string>
    begins?: Readonly<Record<string, Beginning<R>>>
    actions: A
    substitutes?: Readonly<Partial<Record<string, string>>>
    dueOn?: Readonly<Partial<Record<string, string>>>
  },
): Workflow<S, Extract<keyof A, string>, R> => {
  const faults = contradictions(table)
  if (faults.length > 0) throw new Error(`${name}: ${faults.join('; ')}`)
  const names = Object.keys(table.actions) as Extract<keyof A, string>[]
  const [first, ...rest] = names
  if (first === undefined) throw new Error(`${name}: has no actions`)
  return { name, begins: {}, ...table, actionNames: [first, ...rest] }
}

interface Table {
  relations: readonly string[]
  statuses: readonly string[]
  final: readonly string[]
  resting?: readonly string[]
  covered: Readonly<Record<string, string>>
  begins?: Readonly<Record<string, Beginning>>
  actions: Readonly<Record<string, Action>>
}

const contradictions = (table: Table): string[] => {
  const unfinished = table.statuses.filter((status) => !table.final.includes(status))
  const { resting = [] } = table
  const acts = Object.entries(table.actions)
  const leaves = (status: string) =>
    acts.some(([, { from, to }]) => from.includes(status) && to !== undefined && to !== status)
  const reached = (status: string) => acts.some(([, { to }]) => to === status)
  return [
    ...table.final
      .filter((status) => !table.statuses.includes(status))
      .map((status) => `ends in the unknown status ${status}`),
    ...table.statuses
      .slice(0, 1)
      .filter((status) => table.final.includes(status))
      .map((status) => `begins at its end, ${status}`),
    ...table.statuses
      .slice(1)
      .filter((status) => !reached(status))
      .map((status) => `nothing leads to ${status}`),
    ...unfinished.filter((status) => !leaves(status)).map((status) => `nothing leads out of ${status}`),
    ...unfinished
      .filter((status) => !table.covered[status] && !resting.includes(status))
      .map((status) => `no clock covers ${status}`),
    ...resting.filter((status) => !unfinished.includes(status)).map((status) => `rests in ${status}, and cannot`),
    ...Object.keys(table.begins ?? {})
      .filter((status) => !table.statuses.includes(status))
      .map((status) => `begins in the unknown status ${status}`),
    ...acts.flatMap(([name, action]) => contradictionsOf(table, name, action).map((fault) => `${name} ${fault}`)),
  ]
}

const contradictionsOf = (table: Table, name: string, { from, to, may, notBy, notifies = [] }: Action): string[] => {
  const statuses = [...from, ...(to === undefined ? [] : [to])].filter((status) => !table.statuses.includes(status))
  const relations = [
    ...may.map(({ relation }) => relation),
    ...notifies,
    ...(notBy === undefined ? [] : [notBy]),
  ].filter((relation) => !table.relations.includes(relation))
  const reopens = to !== undefined && !table.final.includes(to) && from.some((status) => table.final.includes(status))
  return [
    ...statuses.map((status) => `names the unknown status ${status}`),
    ...relations.map((relation) => `names the unknown relation ${relation}`),
    ...(from.length === 0 ? ['comes from nowhere'] : []),
    ...(may.length === 0 ? ['can be taken by nobody'] : []),
    ...(reopens && name !== 'reopen' ? ['leaves the end, and is no reopening'] : []),
  ]
}

/** Returns the parties of the row to which this actor belongs: by agency, or in person if the party is a person. */
export const relationsOf = <R extends Relation>(actor: Actor, parties: Parties<R>): R[] =>
  (Object.entries(parties) as [R, Party | undefined][])
    .filter(([, party]) => party && standsAs(actor, party))
    .map(([relation]) => relation)

const standsAs = (actor: Actor, { inPerson, agencyId, personId }: Party) =>
  inPerson ? personId === actor.personId : agencyId === actor.agencyId

export const permits = <R extends Relation>(
  action: Action<string, R>,
  relations: readonly R[],
  role: StaffFunction,
): boolean =>
  action.may.some(({ relation, functions }) => relations.includes(relation) && functions.includes(role)) &&
  (action.notBy === undefined || !relations.includes(action.notBy))

/**
 * Whether the actor has access to the compartment of the action. `compartments` are those that the actor can open in
 * the case.
 */
export const isBehind = (
  { behind }: Action,
  { compartments }: { compartments?: readonly Compartment[] | undefined },
): boolean => behind === undefined || compartments?.includes(behind) === true

/** The facts about a row that decide whether an action is possible now. */
interface State {
  status: string
  childProcedure?: boolean
  /** Whether the case is private to its agency; not checked if omitted. */
  agencyOnly?: boolean
  /** Whether the receiver is asked to lead or to give a service; not checked if omitted. */
  kind?: string
  /** Whether the case of the row is open; not checked if omitted. */
  caseRuns?: boolean
  openClocks?: readonly string[] | undefined
}

/**
 * Whether the action is possible now, by status, kind of person and the deadline that the action names. If `openClocks`
 * is omitted, deadlines are not checked.
 */
export const isTimely = (action: Action, row: State): boolean =>
  action.from.includes(row.status) &&
  (action.only !== 'adult' || row.childProcedure !== true) &&
  (action.only !== 'agency-only' || row.agencyOnly !== false) &&
  (action.only !== 'service' || row.kind !== 'lead') &&
  (action.begins === undefined || row.caseRuns !== false) &&
  (action.while === undefined || row.openClocks === undefined || row.openClocks.includes(action.while)) &&
  (action.unless === undefined || row.openClocks === undefined || !row.openClocks.includes(action.unless))

export const allows = <R extends Relation>(
  action: Action<string, R>,
  status: string,
  relations: readonly R[],
  role: StaffFunction,
): boolean => isTimely(action, { status }) && permits(action, relations, role)

/**
 * Returns the actions that this actor may take now, by permission and state. The API sends this list, and the page
 * shows a button for each.
 */
export const availableActions = <S extends string, A extends string, R extends Relation>(
  w: Workflow<S, A, R>,
  row: State & { parties: Parties<R>; compartments?: readonly Compartment[] },
  actor: Actor,
): A[] => {
  const relations = relationsOf(actor, row.parties)
  return w.actionNames.filter((name) => {
    const action = w.actions[name]
    return isTimely(action, row) && isBehind(action, row) && permits(action, relations, actor.function)
  })
}
