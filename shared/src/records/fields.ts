import { z } from 'zod'
import { Audience } from '../audiences.ts'
import { freeText, type OpenCompartment } from '../compartments.ts'
import { fiveValues } from '../forms/answers.ts'

/**
 * The kinds of field that a record type can have, each with what follows from it. `kept`: PostgreSQL's type of the column, or
 * `sealed` for text that is encrypted in the table of its compartment and has no column. `listable`: may be a column or a filter
 * of a list. `sortable`: may order one.
 */
export const fieldKinds = {
  text: { kept: 'sealed', listable: false, sortable: false },
  code: { kept: 'text', listable: true, sortable: true },
  codes: { kept: 'text[]', listable: true, sortable: false },
  key: { kept: 'text', listable: true, sortable: true },
  flag: { kept: 'boolean', listable: true, sortable: true },
  fiveValued: { kept: 'text', listable: true, sortable: true },
  number: { kept: 'integer', listable: true, sortable: true },
  day: { kept: 'date', listable: true, sortable: true },
  instant: { kept: 'timestamp with time zone', listable: true, sortable: true },
  agency: { kept: 'uuid', listable: true, sortable: false },
  staffMember: { kept: 'uuid', listable: true, sortable: false },
  reference: { kept: 'uuid', listable: true, sortable: false },
  compartment: { kept: 'text', listable: true, sortable: false },
  audience: { kept: 'text', listable: true, sortable: false },
} as const satisfies Record<string, { kept: string; listable: boolean; sortable: boolean }>
export type FieldKind = keyof typeof fieldKinds

/** One field of a record type. The column has the name of the field in snake case. */
export interface Field<Z extends z.ZodType = z.ZodType, O extends boolean = boolean, K extends FieldKind = FieldKind> {
  kind: K
  /** What a request may send for it. */
  schema: Z
  /** Whether the column may be null. */
  isOptional: O
  /** Of `code`, `codes`, `fiveValued` and `compartment`: every value that it can have. */
  values?: readonly string[]
  /** Of `text`: the compartment that it is sealed in, or the field of the row that names it; else the record's own. */
  sealedIn?: OpenCompartment | { field: string }
  /** Of `reference`: the record type that it names, checked when the list of record types is read. */
  target?: string
  optional(): Field<Z, true, K>
}
/** The name of the column that keeps a field. */
export const columnOf = (field: string): string => field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
/** The value of a field, as its row keeps it where it is not null. */
export type ValueOf<T> = T extends Field<infer Z> ? z.output<Z> : never
export type Fields = Readonly<Record<string, Field>>

type Details = Pick<Field, 'values' | 'sealedIn' | 'target'>

const field = <const K extends FieldKind, Z extends z.ZodType>(
  kind: K,
  schema: Z,
  details: Details = {},
): Field<Z, false, K> => ({
  kind,
  schema,
  isOptional: false,
  ...details,
  optional: () => optionalField(kind, schema, details),
})

const optionalField = <K extends FieldKind, Z extends z.ZodType>(
  kind: K,
  schema: Z,
  details: Details,
): Field<Z, true, K> => ({
  kind,
  schema,
  isOptional: true,
  ...details,
  optional: () => optionalField(kind, schema, details),
})

/** Free text, encrypted in its compartment: `sealedIn` names it, or the field of the row that does. */
export const text = ({ max, sealedIn }: { max: number; sealedIn?: OpenCompartment | { field: string } }) =>
  field('text', freeText(max), sealedIn === undefined ? {} : { sealedIn })
/** One of a fixed list. */
export const code = <const V extends string>(values: readonly V[]) => field('code', z.enum(values), { values })
/** Several of a fixed list. */
export const codes = <const V extends string>(values: readonly V[]) =>
  field('codes', z.array(z.enum(values)), { values })
/** A reference, version or code that this product issued or loaded: never typed by a user. */
export const key = () => field('key', z.string().max(200))
export const flag = () => field('flag', z.boolean())
/** Yes, no, and the three ways not to know. */
export const fiveValued = () => field('fiveValued', z.enum(fiveValues), { values: fiveValues })
export const number = () => field('number', z.int())
export const day = () => field('day', z.iso.date())
export const instant = () => field('instant', z.iso.datetime())
export const agency = () => field('agency', z.uuid())
export const staffMember = () => field('staffMember', z.uuid())
/** The id of a record of another type. Row security of the target decides whether it may be named. */
export const reference = (target: string) => field('reference', z.uuid(), { target })
/** The compartment of this row, of those that are given. */
export const compartment = <const C extends string>(values: readonly C[]) =>
  field('compartment', z.enum(values), { values })
/** The readers that this row was written for. */
export const audience = () => field('audience', Audience)
