import { z } from 'zod'
import { Audience } from '../audiences.ts'
import { freeText, type OpenCompartment } from '../compartments.ts'
import { fiveValues } from '../forms/answers.ts'

/**
 * The kinds of fields of a record type. `kept`: PostgreSQL's type of the column, or `sealed` for text that has no
 * column because it is encrypted in the table of its compartment. `listable`: the field may be a column or a filter of
 * a list. `sortable`: the field may order a list.
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

/** One field of a record type. Its column has the field's name in snake case. */
export interface Field<Z extends z.ZodType = z.ZodType, O extends boolean = boolean, K extends FieldKind = FieldKind> {
  kind: K
  /** The contract of the value in a request. */
  schema: Z
  /** Whether the column may be null. */
  isOptional: O
  /** All possible values, for the kinds `code`, `codes`, `fiveValued` and `compartment`. */
  values?: readonly string[]
  /**
   * For `text`: the compartment in which the text is sealed, or the field of the row that names the compartment; by
   * default the record's own compartment.
   */
  sealedIn?: OpenCompartment | { field: string }
  /**
   * For `reference`: the record type to which the field refers. Loading the list of record types checks that the type
   * exists.
   */
  target?: string
  optional(): Field<Z, true, K>
}
/** Returns the column name of a field. */
export const columnOf = (field: string): string => field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
/** The type of a field's value in a row, without null. */
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

/** A field for free text, encrypted in the compartment `sealedIn`. */
export const text = ({ max, sealedIn }: { max: number; sealedIn?: OpenCompartment | { field: string } }) =>
  field('text', freeText(max), sealedIn === undefined ? {} : { sealedIn })
/** A field for one value of a fixed list. */
export const code = <const V extends string>(values: readonly V[]) => field('code', z.enum(values), { values })
/** A field for several values of a fixed list. */
export const codes = <const V extends string>(values: readonly V[]) =>
  field('codes', z.array(z.enum(values)), { values })
/** A field for a reference, version or code that this product issued or loaded, never for text that a user typed. */
export const key = () => field('key', z.string().max(200))
export const flag = () => field('flag', z.boolean())
/** A field for yes, no, or one of three ways of not knowing. */
export const fiveValued = () => field('fiveValued', z.enum(fiveValues), { values: fiveValues })
export const number = () => field('number', z.int())
export const day = () => field('day', z.iso.date())
export const instant = () => field('instant', z.iso.datetime())
export const agency = () => field('agency', z.uuid())
export const staffMember = () => field('staffMember', z.uuid())
/**
 * A field for the id of a record of another type. Row security of that record decides whether the actor may refer to
 * it.
 */
export const reference = (target: string) => field('reference', z.uuid(), { target })
/** A field for the compartment of the row, one of the given compartments. */
export const compartment = <const C extends string>(values: readonly C[]) =>
  field('compartment', z.enum(values), { values })
/** A field for the audience of the row. */
export const audience = () => field('audience', Audience)
