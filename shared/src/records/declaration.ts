import type { z } from 'zod'
import type { OpenCompartment } from '../compartments.ts'
import type { NoticeKind } from '../notice-kinds.ts'
import type { Action, Permission } from '../workflow.ts'
import type { Field, Fields } from './fields.ts'
import type { PartyKind } from './parties.ts'

export type Named<T> = Extract<keyof T, string>

/**
 * The name of a field that an action or creation sends. The field is optional if the name ends in `?`, as in
 * `'outcome?'`.
 */
export type FieldName<N extends string = string> = N | `${N}?`
/** The fields of a request: by their own names, or renamed as in `{ reason: 'closeReason' }`. */
export type FieldList<N extends string = string> = readonly FieldName<N>[] | Readonly<Record<string, FieldName<N>>>

/** Makes a deadline due on this date of the row instead of at the end of the limit in the profile. */
export interface DueOn<N extends string = string> {
  dueOn: N
}
export const dueOn = <const N extends string>(field: N): DueOn<N> => ({ dueOn: field })
/**
 * The deadlines that start. A list names deadlines with the limit in the profile; an object names by key deadlines that
 * are due on a date of the row.
 */
export type Openings<N extends string = string> = readonly string[] | Readonly<Record<string, DueOn<N>>>

/** A deadline that a creation starts only if the record is, or may be, about a child. */
export interface ForChild {
  only: 'child'
}
export const forChild: ForChild = { only: 'child' }
/** The deadlines that start with a creation. */
export type CreationOpenings<N extends string = string> =
  | readonly string[]
  | Readonly<Record<string, DueOn<N> | ForChild>>

/**
 * The topic of a notification: an event in the past tense. `reader`: a recipient is notified only if still able to read
 * the record when the notification is written. `bare`: the recipient is told only that something changed, without the
 * record's type and without a link.
 */
export type Notice = string | { topic: string; only: 'reader' | 'bare' }
export const ifReader = (topic: string) => ({ topic, only: 'reader' }) as const
export const bare = (topic: string) => ({ topic, only: 'bare' }) as const
/** The notified parties, each with its topic. */
export type Recipients<R extends string = string> = { readonly [K in R]?: Notice }

/**
 * The compartment whose readers may know that a record exists: the same for the whole type, or named by a field of the
 * row.
 */
export type RecordCompartment<N extends string = string> = 'C0' | OpenCompartment | { chosenBy: N }
export const chosenBy = <const N extends string>(field: N) => ({ chosenBy: field })

/** The names of the parts of an action's declaration that are passed to `workflow()` unchanged. */
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

/**
 * Hand-written code in the transaction of a creation or an action. `before`: refuses, or adds columns. `after`: has
 * effects on other records. This code decides no permission, status, deadline or recipient.
 */
export type HandWritten = 'before' | 'after'

export interface RecordAction<S extends string = string, R extends string = string, N extends string = string>
  extends Pick<Action<S, R>, Timing> {
  fields?: FieldList<N>
  /** Data of the request, in addition to the fields of the row, for hand-written code. */
  input?: z.ZodObject
  opens?: Openings<N>
  closes?: readonly string[] | 'all'
  notifies?: Recipients<R>
  /** The column that stores the time of the action. */
  stamps?: N
  /** Whether the action has a route of its own, so that the record's common route does not accept it. */
  ownRoute?: true
  byHand?: readonly HandWritten[]
}

/** The possible effects of a creation in addition to the insertion of the row. */
export interface CreationEffects<R extends string = string, N extends string = string> {
  /** Deadlines that start in addition to the deadline that covers the status. */
  opens?: CreationOpenings<N>
  notifies?: Recipients<R>
}

/** The creation of a record in its first status, with its effects. */
export interface Creation<S extends string = string, R extends string = string, N extends string = string>
  extends CreationEffects<R, N> {
  /** The roles that may create the record; omitted if hand-written code decides by more than the role. */
  may?: readonly Permission<R>[]
  fields: FieldList<N>
  byHand?: readonly HandWritten[]
  /** The columns that a trigger of the database sets when the row is inserted. */
  filled?: readonly N[]
  /** Other statuses in which a record may be created, each with its own effects. */
  alsoIn?: { readonly [K in S]?: CreationEffects<R, N> }
}

/**
 * Who may read an open record. `dossier`: readers of the dossier. `named`: the person whom the row names for this
 * party, supervisors and heads; if the row names no person, every member. `ifSet`: every member if this flag of the row
 * is set.
 */
export type ReadWay<N extends string = string> = 'dossier' | 'named' | { ifSet: N }

/** A part of the access to the rows of a type: a single policy, the rights of the logins, or all parts. */
export type AccessPart = 'all' | 'read' | 'create' | 'change' | 'rights'

export interface RecordList<N extends string = string> {
  sort: N | 'createdAt'
  columns: readonly (N | 'status')[]
  filters: readonly (N | 'status')[]
  /**
   * The boxes into which the list is divided, such as received and sent. A request names one as `box`; the default is
   * the first.
   */
  boxes?: readonly string[]
}

/** Example values of the fields. Tests search for the example texts in places where no free text may appear. */
export type Example<F extends Fields> = {
  readonly [K in keyof F]?: F[K] extends Field<infer Z> ? z.output<Z> : never
}

/** The dossier to which the records of a type belong; null if there is none, so that only the parties read a record. */
export type Dossier = 'case' | null

/** The part of a declaration that record types with a workflow and entry types have in common. */
export interface RecordBase<F extends Fields, P extends Readonly<Record<string, PartyKind>>, S extends string> {
  plural: string
  /** The area of the counter-trafficking policy to which the type belongs. */
  area: `${'prevention' | 'protection' | 'prosecution'}.${number}`
  /** The track of a case to which the type belongs; null if it belongs to no single track. */
  track: 'protection' | 'justice' | 'immigration' | null
  dossier: Dossier
  /** Whether the row stores the reference of its case. */
  keepsReference?: true
  compartment: RecordCompartment<Named<F>>
  fields: F
  /** The columns that hand-written code sets and that no request sends. */
  byHand?: readonly string[]
  parties: P
  /** Who in each party's agency can read an open record; by default the readers of its dossier. */
  readBy?: { readonly [K in Named<P>]?: readonly ReadWay<Named<F>>[] }
  /**
   * The parts of the access to the rows that are written in `db/objects/<plural>/access.sql`, because they need more
   * than the declaration states. All other parts are derived.
   */
  byHandAccess?: readonly AccessPart[]
  create: Creation<S, Named<P>, Named<F>>
  /** Every topic of the type's notifications, with the kind by which recipients choose what they receive. */
  notices?: Readonly<Record<string, NoticeKind>>
  /** The topics of further events that cause notifications, in addition to the actions. */
  otherNotices?: Readonly<Record<string, string>>
  list?: RecordList<Named<F>>
  /** The page that shows the record: a path with `$id`, or the page of its dossier. */
  page: string
  /** Whether open pages that show the record reload it when it changes. */
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
  /** A status in which only the named party and its supervisors read the record, by status. */
  confidentialIn?: { readonly [K in S]?: Named<P> }
  actions: A
  /** The statuses in which fields may change without an action, and so without an event. */
  editedIn?: readonly S[]
  /**
   * Changes that a database function makes together with an action on another record, with the statuses in which each
   * change may happen.
   */
  alongside?: Readonly<Record<string, readonly S[]>>
}

/**
 * A declaration of an entry type. An entry is written once, and then corrected by a newer entry or withdrawn by its
 * author; it has no deadline.
 */
export interface EntryTable<F extends Fields, P extends Readonly<Record<string, PartyKind>>>
  extends RecordBase<F, P, never> {
  keepsReference?: never
  /** The field that refers to the entry which this entry corrects. */
  corrects?: Named<F>
  /** The column that stores when the entry was withdrawn. */
  withdrawn?: Named<F>
}
