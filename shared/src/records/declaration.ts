import type { z } from 'zod'
import type { OpenCompartment } from '../compartments.ts'
import type { NoticeKind } from '../notice-kinds.ts'
import type { Action, Permission } from '../workflow.ts'
import type { Field, Fields } from './fields.ts'
import type { PartyKind } from './parties.ts'

export type Named<T> = Extract<keyof T, string>

/** A field of an action or creation: required, or optional if written `'outcome?'`. */
export type FieldName<N extends string = string> = N | `${N}?`
/** The fields of a request: by their own names, or renamed as in `{ reason: 'closeReason' }`. */
export type FieldList<N extends string = string> = readonly FieldName<N>[] | Readonly<Record<string, FieldName<N>>>

/** The deadline is due on this date of the row, instead of after the limit of the profile. */
export interface DueOn<N extends string = string> {
  dueOn: N
}
export const dueOn = <const N extends string>(field: N): DueOn<N> => ({ dueOn: field })
/** The deadlines that start: each with the limit of the profile, or by key with the row's due date. */
export type Openings<N extends string = string> = readonly string[] | Readonly<Record<string, DueOn<N>>>

/** A deadline of a creation that starts only if the record is, or may be, about a child. */
export interface ForChild {
  only: 'child'
}
export const forChild: ForChild = { only: 'child' }
/** The deadlines that start with a creation. */
export type CreationOpenings<N extends string = string> =
  | readonly string[]
  | Readonly<Record<string, DueOn<N> | ForChild>>

/**
 * The topic of a notification: an event in the past tense. `reader`: the party is notified only if it may read the
 * record at delivery. `bare`: it learns that something changed, without the record's type and without a link.
 */
export type Notice = string | { topic: string; only: 'reader' | 'bare' }
export const ifReader = (topic: string) => ({ topic, only: 'reader' }) as const
export const bare = (topic: string) => ({ topic, only: 'bare' }) as const
/** The notified parties, each with its topic. */
export type Recipients<R extends string = string> = { readonly [K in R]?: Notice }

/**
 * The compartment whose readers may know that a record exists: one for the type, or the one in this field of the row.
 */
export type RecordCompartment<N extends string = string> = 'C0' | OpenCompartment | { chosenBy: N }
export const chosenBy = <const N extends string>(field: N) => ({ chosenBy: field })

/** The parts of an action that are passed to `workflow()` unchanged. */
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
  /** Further request data that are no field of the row, or that hand-written code stores elsewhere. */
  input?: z.ZodObject
  opens?: Openings<N>
  closes?: readonly string[] | 'all'
  notifies?: Recipients<R>
  /** The column that stores the time of the action. */
  stamps?: N
  /** It has a route of its own, and is not on the record's common route. */
  ownRoute?: true
}

/** The effects of a creation besides the row itself; it can have no others. */
export interface CreationEffects<R extends string = string, N extends string = string> {
  /** Deadlines that start besides the one that covers the status. */
  opens?: CreationOpenings<N>
  notifies?: Recipients<R>
}

/** The creation of a record in its first status, with these effects. */
export interface Creation<S extends string = string, R extends string = string, N extends string = string>
  extends CreationEffects<R, N> {
  /** The roles that may create it; omitted if hand-written code decides by more than the role. */
  may?: readonly Permission<R>[]
  fields: FieldList<N>
  /** Other possible initial statuses, each with its own effects. */
  alsoIn?: { readonly [K in S]?: CreationEffects<R, N> }
}

/**
 * A way to read an open record. `dossier`: as a reader of its dossier. `named`: as the person whom the row names for
 * this party, as a supervisor or head, or as any member if it names none. `ifSet`: as any member if this flag of the
 * row is set.
 */
export type ReadWay<N extends string = string> = 'dossier' | 'named' | { ifSet: N }

export interface RecordList<N extends string = string> {
  sort: N | 'createdAt'
  columns: readonly (N | 'status')[]
  filters: readonly (N | 'status')[]
}

/** Example values of the fields. Tests search for its texts in places where they must never appear. */
export type Example<F extends Fields> = {
  readonly [K in keyof F]?: F[K] extends Field<infer Z> ? z.output<Z> : never
}

/** The dossier that records of a type belong to; null: none, so only their parties read them. */
export type Dossier = 'case' | null

/** The declaration common to records with a workflow and entries. */
export interface RecordBase<F extends Fields, P extends Readonly<Record<string, PartyKind>>, S extends string> {
  plural: string
  /** The area of the counter-trafficking policy to which it belongs. */
  area: `${'prevention' | 'protection' | 'prosecution'}.${number}`
  /** The track of a case to which it belongs, if it is a single one. */
  track: 'protection' | 'justice' | 'immigration' | null
  dossier: Dossier
  /** Whether the row stores its case's reference. */
  keepsReference?: true
  compartment: RecordCompartment<Named<F>>
  fields: F
  /** Columns that hand-written code sets and that no request sends. */
  byHand?: readonly string[]
  parties: P
  /** How members of each party's agency can read an open record; by default as readers of its dossier. */
  readBy?: { readonly [K in Named<P>]?: readonly ReadWay<Named<F>>[] }
  create: Creation<S, Named<P>, Named<F>>
  /** Every topic of its notifications, with the kind by which recipients choose. */
  notices?: Readonly<Record<string, NoticeKind>>
  /** Events besides its actions that notify, each with its topic. */
  otherNotices?: Readonly<Record<string, string>>
  list?: RecordList<Named<F>>
  /** The page that opens it: a path with `$id`, or the page of its dossier. */
  page: string
  /** Open pages that show it are notified of its changes. */
  live?: true
  example: Example<F>
}

/** A record with a workflow. */
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
  /** Statuses in which only this party and its supervisors read it. */
  confidentialIn?: { readonly [K in S]?: Named<P> }
  actions: A
  /** Statuses in which its fields change without an action, and so without an event. */
  editedIn?: readonly S[]
  /**
   * Changes by a database function together with an action on another record, with the statuses in which they may
   * happen.
   */
  alongside?: Readonly<Record<string, readonly S[]>>
}

/** An entry: written once, then corrected by a newer one or withdrawn by its author; it has no deadline. */
export interface EntryTable<F extends Fields, P extends Readonly<Record<string, PartyKind>>>
  extends RecordBase<F, P, never> {
  /** The field that refers to the corrected entry. */
  corrects?: Named<F>
  /** The column that stores when it was withdrawn. */
  withdrawn?: Named<F>
}
