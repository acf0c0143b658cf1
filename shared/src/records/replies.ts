import { z } from 'zod'
import type { Workflow } from '../workflow.ts'
import { type ShapeOf, shapeOf } from './contracts.ts'
import type { Dossier, FieldList, Named } from './declaration.ts'
import type { Field, Fields } from './fields.ts'

/** The fields by which a reply names the case of a record. */
const InCase = { caseId: z.uuid(), caseReference: z.string() }

/** A field in a reply: null if the row has no value, or if the reader cannot open the compartment of a text. */
type Shown<T> =
  T extends Field<infer Z, infer O, infer K>
    ? K extends 'text'
      ? z.ZodNullable<z.ZodString>
      : O extends true
        ? z.ZodNullable<Z>
        : Z
    : never
type InCaseOf<H> = H extends 'case' ? typeof InCase : unknown

interface Life<F extends Fields, S extends string, A extends string, H extends Dossier> {
  dossier: H
  fields: F
  workflow: Pick<Workflow<S, A>, 'statuses' | 'actionNames'>
}

type Flat<T> = { [K in keyof T]: T[K] extends z.ZodType ? T[K] : never }
type ReplyShape<F extends Fields, S extends string, A extends string, H, N extends Named<F>> = Flat<
  {
    id: z.ZodUUID
    version: z.ZodInt
    status: z.ZodEnum<{ [K in S]: K }>
    actions: z.ZodArray<z.ZodEnum<{ [K in A]: K }>>
  } & InCaseOf<H> & { [K in N]: Shown<F[K]> }
>

export type ReplyContract<F extends Fields, S extends string, A extends string, H, N extends Named<F>> = z.ZodObject<
  ReplyShape<F, S, A, H, N>
>

/**
 * Returns the contract of one record in replies: id, version, status, its case if the record belongs to one, the named
 * fields, and the actions that the reader may take now. Fields from other tables are added with `extend`.
 */
export const replyOf = <
  const F extends Fields,
  const S extends string,
  const A extends string,
  const H extends Dossier,
  const N extends Named<F>,
>(
  { dossier, fields, workflow }: Life<F, S, A, H>,
  names: readonly N[],
): ReplyContract<F, S, A, H, N> => {
  const shape: z.ZodRawShape = {
    id: z.uuid(),
    version: z.int(),
    status: z.enum(workflow.statuses),
    ...(dossier === 'case' ? InCase : {}),
    ...Object.fromEntries(names.map((name) => [name, shown(fields[name])])),
    actions: z.array(z.enum(workflow.actionNames)),
  }
  return z.object(shape as ReplyShape<F, S, A, H, N>)
}

const shown = (field: Field | undefined): z.ZodType => {
  if (field === undefined) return z.never()
  if (field.kind === 'text') return z.string().nullable()
  return field.isOptional ? field.schema.nullable() : field.schema
}

type NewShape<F extends Fields, L, H> = Flat<(H extends 'case' ? { caseId: z.ZodUUID } : unknown) & ShapeOf<F, L>>

export type NewContract<F extends Fields, L, H> = z.ZodObject<NewShape<F, L, H>, z.core.$strict>

/**
 * Returns the contract of a creation: the fields that the declaration names, and the case if the record belongs to one.
 */
export const newOf = <const F extends Fields, const L extends FieldList, const H extends Dossier>({
  dossier,
  fields,
  create,
}: {
  dossier: H
  fields: F
  create: { fields: L }
}): NewContract<F, L, H> => {
  const shape = { ...(dossier === 'case' ? { caseId: z.uuid() } : {}), ...shapeOf(fields, create.fields) }
  return z.strictObject(shape as NewShape<F, L, H>)
}
