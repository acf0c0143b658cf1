import type { z } from 'zod'
import type { OpenCompartment } from '../compartments.ts'
import type { NoticeKind } from '../notice-kinds.ts'
import type { Action, Permission } from '../workflow.ts'
import type { Field, Fields } from './fields.ts'
import type { PartyKind } from './parties.ts'

export type Named<T> = Extract<keyof T, string>

/** A field that an action or a creation takes: required, or optional where it is written `'outcome?'`. */
export type FieldName<N extends string = string> = N | `${N}?`
/** The fields that a request sends: by their own names, or `{ reason: 'closeReason' }` under another name. */
export type FieldList<N extends string = string> = readonly FieldName<N>[] | Readonly<Record<string, FieldName<N>>>

/** A clock is due on this date of the row, and not after the limit of the profile. */
export interface DueOn<N extends string = string> {
  dueOn: N
}
export const dueOn = <const N extends string>(field: N): DueOn<N> => ({ dueOn: field })
/** The clocks that start: each with the limit of the profile, or by key with the date that it is due on. */
export type Openings<N extends string = string> = readonly string[] | Readonly<Record<string, DueOn<N>>>

/** A clock of a creation that starts only where the record is about a child, or may be. */
export interface ForChild {
  only: 'child'
}
export const forChild: ForChild = { only: 'child' }
/** The clocks that start with a creation. */
export type CreationOpenings<N extends string = string> =
  | readonly string[]
  | Readonly<Record<string, DueOn<N> | ForChild>>

/**
 * The topic of a notice: a past fact. `ifReader`: the party is notified only where it may read the record at the moment of
 * delivery. `bare`: it is told that something changed, without the record's type and without a link.
 */
export type Notice = string | { topic: string; only: 'reader' | 'bare' }
export const ifReader = (topic: string) => ({ topic, only: 'reader' }) as const
export const bare = (topic: string) => ({ topic, only: 'bare' }) as const
/** The parties that are notified, each with the topic of its notice. */
export type Recipients<R extends string = string> = { readonly [K in R]?: Notice }

/** Who may know that a record exists: one compartment for the type, or the one that each row's field of this name names. */
export type RecordCompartment<N extends string = string> = 'C0' | OpenCompartment | { chosenBy: N }
export const chosenBy = <const N extends string>(field: N) => ({ chosenBy: field })

/** The parts of an action that `workflow()` takes as they are. */
type Timing =
  | 'from'
  | 'to'
  | 'may'
  | 'notBy'
  | 'behind'
  | 'while'
  | 'unless'
  | 'waits'
  | 'only'
  | 'begins'
  | 'resumes'
  | 'ends'

export interface RecordAction<S extends string = string, R extends string = string, N extends string = string>
  extends Pick<Action<S, R>, Timing> {
  fields?: FieldList<N>
  /** What the request sends besides that is no field of the row, or that the hand-written part writes elsewhere. */
  input?: z.ZodObject
  opens?: Openings<N>
  closes?: readonly string[] | 'all'
  notifies?: Recipients<R>
  /** The column that keeps when it happened. */
  stamps?: N
  /** It has a route of its own, and is none of the actions of the record's common route. */
  ownRoute?: true
}

/** What happens with a creation besides the row itself; a creation can cause nothing else. */
export interface CreationEffects<R extends string = string, N extends string = string> {
  /** Clocks that start besides the one that covers the status. */
  opens?: CreationOpenings<N>
  notifies?: Recipients<R>
}

/** How a record begins: in the first status, with these effects. */
export interface Creation<S extends string = string, R extends string = string, N extends string = string>
  extends CreationEffects<R, N> {
  /** Who may create it; where it is left out, the hand-written part decides by more than the function of the member of staff. */
  may?: readonly Permission<R>[]
  fields: FieldList<N>
  /** Statuses in which it can begin besides the first, each with its own effects. */
  alsoIn?: { readonly [K in S]?: CreationEffects<R, N> }
}

/**
 * A way to read an open record. `dossier`: as a reader of its dossier. `named`: as the person whom the row names for this party, as a
 * supervisor or head, or as any member where it names none. `ifSet`: as any member where this flag of the row is set.
 */
export type ReadWay<N extends string = string> = 'dossier' | 'named' | { ifSet: N }

export interface RecordList<N extends string = string> {
  sort: N | 'createdAt'
  columns: readonly (N | 'status')[]
  filters: readonly (N | 'status')[]
}

/** The values of an example: of each field that has one. Text of it is what a test looks for where it must not be found. */
export type Example<F extends Fields> = {
  readonly [K in keyof F]?: F[K] extends Field<infer Z> ? z.output<Z> : never
}

/** What every record type says, whether it has a life or is an entry. */
export interface RecordBase<F extends Fields, P extends Readonly<Record<string, PartyKind>>, S extends string> {
  plural: string
  /** The area of the counter-trafficking policy that it serves. */
  area: `${'prevention' | 'protection' | 'prosecution'}.${number}`
  /** The track of a case that it belongs to, where it belongs to one alone. */
  track: 'protection' | 'justice' | 'immigration' | null
  dossier: 'case' | null
  /** Whether the row keeps its case's reference. */
  keepsReference?: true
  compartment: RecordCompartment<Named<F>>
  fields: F
  /** Columns that the hand-written parts keep and that no request sends. */
  byHand?: readonly string[]
  parties: P
  /** How the members of each party's agency come to read an open one; where it is left out, as readers of its dossier. */
  readBy?: { readonly [K in Named<P>]?: readonly ReadWay<Named<F>>[] }
  create: Creation<S, Named<P>, Named<F>>
  /** Every topic that a notice of it can have, with the kind by which its recipients choose. */
  notices?: Readonly<Record<string, NoticeKind>>
  /** Events besides its actions of which the database notifies, each with its topic. */
  otherNotices?: Readonly<Record<string, string>>
  list?: RecordList<Named<F>>
  /** Where it can be opened: a path with `$id`, or the page of its dossier. */
  page: string
  /** Pages that show it are told of its changes while they are open. */
  live?: true
  example: Example<F>
}

/** A record with a life. */
export interface RecordTable<
  F extends Fields,
  P extends Readonly<Record<string, PartyKind>>,
  S extends string,
  D extends S,
  Q extends S,
  A extends Readonly<Record<string, RecordAction<S, Named<P>, Named<F>>>>,
> extends RecordBase<F, P, S> {
  statuses: readonly [S, ...S[]]
  final: readonly D[]
  resting?: readonly Q[]
  covered: Record<Exclude<S, D | Q>, string>
  /** In these statuses only this party and those who answer for it read it. */
  confidentialIn?: { readonly [K in S]?: Named<P> }
  actions: A
  /** Statuses in which its fields are edited without an action, and so without an event. */
  editedIn?: readonly S[]
  /** What happens to it together with an action on another record, by a database function: in which statuses. */
  alongside?: Readonly<Record<string, readonly S[]>>
}

/** An entry: written once, then corrected by a newer one or withdrawn by its author; nothing of it waits for anyone. */
export interface EntryTable<F extends Fields, P extends Readonly<Record<string, PartyKind>>>
  extends RecordBase<F, P, never> {
  /** The field that names the entry which this one corrects. */
  corrects?: Named<F>
  /** The column that keeps when it was withdrawn. */
  withdrawn?: Named<F>
}
