import { z } from 'zod'
import { ChosenAudience } from '../audiences.ts'
import type { FieldList, FieldName, Named, RecordAction } from './declaration.ts'
import type { Field, Fields } from './fields.ts'

/** The contract of a field in a request. The audience of an entry must be one that authors may choose. */
type SchemaOf<T> =
  T extends Field<infer Z, boolean, infer K> ? (K extends 'audience' ? typeof ChosenAudience : Z) : never
type Sent<F extends Fields, N> = N extends `${infer B}?`
  ? z.ZodOptional<SchemaOf<F[B]>>
  : N extends Named<F>
    ? SchemaOf<F[N]>
    : never
type Bare<N> = N extends `${infer B}?` ? B : N

/** The type of a request that sends these fields. */
export type ShapeOf<F extends Fields, L> = L extends readonly string[]
  ? { [N in L[number] as Extract<Bare<N>, string>]: Sent<F, N> }
  : { [K in keyof L]: Sent<F, L[K]> }

/** Returns each field of the list with its name in the request. */
export const sentFields = (list: FieldList): { as: string; field: string; required: boolean }[] =>
  (isNames(list) ? list.map((name): [string, string] => [bareName(name), name]) : Object.entries(list)).map(
    ([as, name]) => ({
      as,
      field: bareName(name),
      required: !name.endsWith('?'),
    }),
  )

const isNames = (list: FieldList): list is readonly FieldName[] => Array.isArray(list)
const bareName = (name: string) => (name.endsWith('?') ? name.slice(0, -1) : name)

/**
 * Returns the contract of a request that sends these fields. Unknown fields are skipped, because `faults.ts` refuses
 * them.
 */
export const shapeOf = (fields: Fields, list: FieldList): z.ZodRawShape =>
  Object.fromEntries(
    sentFields(list).flatMap(({ as, field, required }) => {
      const { kind, schema: own } = fields[field] ?? {}
      const schema = kind === 'audience' ? ChosenAudience : own
      return schema === undefined ? [] : [[as, required ? schema : schema.optional()]]
    }),
  )

type InputShape<F extends Fields, X> = (X extends { fields: infer L } ? ShapeOf<F, L> : unknown) &
  (X extends { input: z.ZodObject<infer I> } ? I : unknown)

/**
 * The contract of each action's input by action name, without the action name and the version that every action sends.
 */
export type InputContracts<F extends Fields, A> = {
  [K in keyof A]: z.ZodObject<Schemas<InputShape<F, A[K]>>, z.core.$strict>
}

export const inputContracts = <const F extends Fields, const A extends Readonly<Record<string, RecordAction>>>(
  fields: F,
  actions: A,
): InputContracts<F, A> =>
  Object.fromEntries(
    Object.entries(actions).map(([name, action]) => [name, inputOf(fields, action) ?? z.strictObject({})]),
  ) as InputContracts<F, A>

/**
 * Returns the contract of an action's input, without the action name and the version that every action sends; undefined
 * if there is no further input.
 */
export const inputOf = (fields: Fields, { fields: list, input }: RecordAction): z.ZodObject | undefined => {
  if (list === undefined && input === undefined) return undefined
  return z.strictObject({ ...shapeOf(fields, list ?? []), ...input?.shape })
}

/**
 * Whether the record's common route accepts the action. It does not if a deadline takes the action, or if the action
 * has a route of its own.
 */
type OnRoute<X> = X extends { ownRoute: true }
  ? false
  : X extends { may: readonly { relation: infer R }[] }
    ? [R] extends ['clock']
      ? false
      : true
    : true
export const isOnRoute = ({ may, ownRoute }: RecordAction): boolean =>
  ownRoute !== true && may.some(({ relation }) => relation !== 'clock')

type Schemas<T> = { [K in keyof T]: T[K] extends z.ZodType ? T[K] : never }
type Act<N extends string, F extends Fields, X> = z.ZodObject<
  Schemas<{ action: z.ZodLiteral<N>; version: z.ZodInt } & InputShape<F, X>>,
  z.core.$strict
>
type Acts<F extends Fields, A> = {
  [K in keyof A]: OnRoute<A[K]> extends true ? Act<Extract<K, string>, F, A[K]> : never
}[keyof A]

/**
 * The contract of the record's common route: the name of one action with its input, and the version that the client
 * read.
 */
export type ActContract<F extends Fields, A> = z.ZodDiscriminatedUnion<[Acts<F, A>], 'action'>

export const actContract = <const F extends Fields, const A extends Readonly<Record<string, RecordAction>>>(
  fields: F,
  actions: A,
): ActContract<F, A> => {
  const options = Object.entries(actions)
    .filter(([, action]) => isOnRoute(action))
    .map(([name, action]) =>
      z.strictObject({ action: z.literal(name), version: z.int().positive(), ...inputOf(fields, action)?.shape }),
    )
  return z.discriminatedUnion('action', options as [Acts<F, A>])
}
