import { type Action, type Beginning, type Parties, type Workflow, workflow } from '../workflow.ts'
import { type ActContract, actContract, type InputContracts, inputContracts, inputOf } from './contracts.ts'
import type {
  Creation,
  CreationEffects,
  Dossier,
  EntryTable,
  Named,
  Recipients,
  RecordAction,
  RecordBase,
  RecordList,
  RecordTable,
} from './declaration.ts'
import {
  allOpenings,
  beginningsBeside,
  faultsOfAction,
  faultsOfDates,
  faultsOfRecord,
  notifiedIn,
  openingsOf,
} from './faults.ts'
import type { Fields } from './fields.ts'
import { type PartyKind, type PartyKinds, type PartyRow, partiesOf } from './parties.ts'

/** A record type's declaration, with what is derived from it. */
interface Declared<F extends Fields, P extends PartyKinds, S extends string> extends RecordBase<F, P, S> {
  name: string
  /** The fields of the type, including those that its parties imply. */
  allFields: Fields
  /** Returns the parties of one row, read from its columns. */
  partiesOf: (row: PartyRow<P>) => Parties<Named<P>>
}

/** A type with a workflow: statuses, actions and deadlines. */
export interface RecordType<
  F extends Fields = Fields,
  P extends PartyKinds = PartyKinds,
  S extends string = string,
  A extends Readonly<Record<string, RecordAction>> = Readonly<Record<string, RecordAction>>,
  C extends Creation<S, Named<P>, Named<F>> = Creation<S, Named<P>, Named<F>>,
  H extends Dossier = Dossier,
  K extends true = true,
  L extends RecordList<Named<F>> = RecordList<Named<F>>,
> extends Declared<F, P, S> {
  life: true
  create: C
  dossier: H
  keepsReference?: K
  list?: L
  statuses: readonly [S, ...S[]]
  actions: A
  editedIn?: readonly string[]
  alongside?: Readonly<Record<string, readonly string[]>>
  confidentialIn?: Readonly<Partial<Record<string, string>>>
  workflow: Workflow<S, Named<A>, Named<P>>
  /**
   * The contract of each action's input by action name, without the action name and the version that every action
   * sends.
   */
  inputs: InputContracts<F, A>
  /** The contract of the record's common route for actions. */
  Act: ActContract<F, A>
  /** The keys of all deadlines that a row of the type can have. */
  clocks: readonly string[]
}

/** A type whose entries are written once and afterwards only corrected or withdrawn. */
export interface EntryType<F extends Fields = Fields, P extends PartyKinds = PartyKinds, H extends Dossier = Dossier>
  extends Declared<F, P, never> {
  life: false
  dossier: H
  keepsReference?: never
  corrects?: string
  withdrawn?: string
}

/**
 * Declares a record type with a workflow.
 * @throws Error for a contradictory declaration, with every line to correct
 */
export const recordType = <
  const F extends Fields,
  const P extends Readonly<Record<string, PartyKind>>,
  const S extends string,
  const D extends S,
  const A extends Readonly<Record<string, RecordAction<S, Named<P>, Named<F>>>>,
  const C extends Creation<S, Named<P>, Named<F>>,
  const H extends Dossier,
  const Q extends S = never,
  const K extends true = never,
  const L extends RecordList<Named<F>> = never,
>(
  name: string,
  table: RecordTable<F, P, S, D, Q, A> & { create: C; dossier: H; keepsReference?: K; list?: L },
): RecordType<F, P, S, A, C, H, K, L> => {
  const allFields = withImplied(table.fields, table.parties)
  const actions: Readonly<Record<string, RecordAction>> = table.actions
  const faults = [
    ...faultsOfRecord(table, allFields, actions),
    ...Object.entries(actions).flatMap(([act, action]) => faultsOfAction(table, allFields, act, action)),
    ...faultsOfDates(table.create, actions),
  ]
  const clocks = clocksOf(table.covered, table.create, Object.values(actions))
  faults.push(...faultsOfPlace(table, clocks))
  const { statuses, final, resting, covered } = table
  const life = attempt(faults, () =>
    workflow(name, {
      relations: Object.keys(table.parties) as Named<P>[],
      statuses,
      final,
      ...(resting === undefined ? {} : { resting }),
      covered,
      begins: beginningsIn(table, statuses[0]) as Record<string, Beginning<Named<P>>>,
      substitutes: substitutesIn(table.parties),
      dueOn: datesOf(table.create, actions),
      actions: Object.fromEntries(
        Object.entries(actions).map(([act, action]) => [act, actionOf(allFields, action, clocks)]),
      ) as Record<Named<A>, Action<S, Named<P>>>,
    }),
  )
  if (life === undefined || faults.length > 0) throw new Error(refusal(name, faults))
  return {
    name,
    ...table,
    life: true,
    allFields,
    clocks,
    workflow: life,
    inputs: inputContracts(table.fields, table.actions),
    Act: actContract(table.fields, table.actions),
    partiesOf: (row) => partiesOf(table.parties, row),
  }
}

/**
 * Returns the error of a type with deadlines whose rows choose their compartment: deadlines and work items stand in the
 * compartment of the type, so such a type may have no deadlines.
 */
const faultsOfPlace = ({ compartment }: RecordBase<Fields, PartyKinds, string>, clocks: readonly string[]): string[] =>
  typeof compartment === 'object' && clocks.length > 0
    ? [
        `covered names ${clocks.join(', ')}, but compartment is chosen by each row: write one compartment, or let no status wait`,
      ]
    : []

/**
 * Declares a type without a workflow.
 * @throws Error for a contradictory declaration, with every line to correct
 */
export const entryType = <
  const F extends Fields,
  const P extends Readonly<Record<string, PartyKind>>,
  const H extends Dossier,
>(
  name: string,
  table: EntryTable<F, P> & { dossier: H },
): EntryType<F, P, H> => {
  const allFields = withImplied(table.fields, table.parties)
  const faults = [
    ...faultsOfRecord(table, allFields),
    ...(table.corrects === undefined || allFields[table.corrects]?.target === name
      ? []
      : [`corrects names ${table.corrects}: declare fields.${table.corrects} as reference('${name}').optional()`]),
    ...(table.withdrawn === undefined || allFields[table.withdrawn]?.kind === 'instant'
      ? []
      : [`withdrawn names ${table.withdrawn}: declare fields.${table.withdrawn} as instant().optional()`]),
    ...(openingsOf(table.create.opens).length === 0
      ? []
      : ['create.opens starts a clock, and no action of an entry can stop it']),
  ]
  if (faults.length > 0) throw new Error(refusal(name, faults))
  return { name, ...table, life: false, allFields, partiesOf: (row) => partiesOf(table.parties, row) }
}

const refusal = (name: string, faults: readonly string[]) =>
  `the record type ${name} contradicts itself:\n${faults.map((fault) => `  ${fault}`).join('\n')}`

/** Runs `declare` and adds the errors that it throws to the list, so that all contradictions are reported at once. */
const attempt = <T>(faults: string[], declare: () => T): T | undefined => {
  try {
    return declare()
  } catch (error) {
    faults.push(error instanceof Error ? error.message : String(error))
    return undefined
  }
}

const withImplied = (fields: Fields, parties: PartyKinds): Fields => ({
  ...Object.assign({}, ...Object.values(parties).map(({ implies = {} }) => implies)),
  ...fields,
})

const substitutesIn = (parties: PartyKinds): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(parties).flatMap(([name, { orElse }]) => (orElse === undefined ? [] : [[name, orElse] as const])),
  )

/** Returns the due-date field of each deadline that is due on a date of the row. */
const datesOf = (create: Creation, actions: Readonly<Record<string, RecordAction>>): Readonly<Record<string, string>> =>
  Object.fromEntries(
    allOpenings(create, actions).flatMap(({ key, due }) => (due === undefined ? [] : [[key, due] as const])),
  )

const clocksOf = (
  covered: Readonly<Record<string, string>>,
  create: Creation,
  actions: readonly RecordAction[],
): string[] => [
  ...new Set([
    ...Object.values(covered),
    ...[create, ...beginningsBeside(create).map(([, effects]) => effects)].flatMap(({ opens }) =>
      openingsOf(opens).map(({ key }) => key),
    ),
    ...actions.flatMap((action) => [
      ...openingsOf(action.opens).map(({ key }) => key),
      ...(action.closes === 'all' ? [] : (action.closes ?? [])),
      ...(action.resumes ?? []),
    ]),
  ]),
]

/** Returns the effects of a creation, by initial status. */
const beginningsIn = (
  { create, covered }: { create: Creation; covered: Readonly<Record<string, string>> },
  first: string,
): Readonly<Record<string, Beginning>> =>
  Object.fromEntries(
    [[first, create] as [string, CreationEffects], ...beginningsBeside(create)].map(([status, { opens, notifies }]) => {
      const covering = covered[status]
      const always = openingsOf(opens).filter(({ only }) => only === undefined)
      const forChild = openingsOf(opens).filter(({ only }) => only === 'child')
      return [
        status,
        {
          opens: [...new Set([...(covering === undefined ? [] : [covering]), ...always.map(({ key }) => key)])],
          opensForChild: forChild.map(({ key }) => key),
          ...notifiesOf(notifies),
        },
      ]
    }),
  )

/** Returns the action in the form that `workflow()` takes. */
const actionOf = (fields: Fields, action: RecordAction, clocks: readonly string[]): Action => {
  const {
    fields: _,
    input: __,
    opens,
    closes,
    notifies,
    stamps: ___,
    ownRoute: ____,
    byHand: _____,
    ...timing
  } = action
  const input = inputOf(fields, action)
  return {
    ...timing,
    ...(input === undefined ? {} : { input }),
    ...(opens === undefined ? {} : { opens: openingsOf(opens).map(({ key }) => key) }),
    ...(closes === undefined ? {} : { closes: closes === 'all' ? clocks : closes }),
    ...(notifies === undefined ? {} : notifiesOf(notifies)),
  }
}

/** Returns the notified parties, and the topic for each party. */
const notifiesOf = (notifies: Recipients | undefined) => {
  const notified = notifiedIn(notifies)
  return {
    notifies: notified.map(({ party }) => party),
    topics: Object.fromEntries(notified.map(({ party, topic }) => [party, topic])),
  }
}
