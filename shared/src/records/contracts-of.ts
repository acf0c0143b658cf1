import { z } from 'zod'
import { PageQuery, pageOf } from '../page.ts'
import type { AnyRecordType } from './collection.ts'
import type { FieldList, Named, RecordList } from './declaration.ts'
import type { Field, Fields } from './fields.ts'
import { type NewContract, newOf, type ReplyContract, replyOf } from './replies.ts'

/** The parts of a record type from which the contracts of its routes follow. */
export type Contracted = AnyRecordType & {
  fields: Fields
  create: { fields: FieldList }
  list?: RecordList
  Act: z.ZodType
}

/**
 * The fields that name no agency and no member of staff. Only these are in every reply, because a reader may not know
 * of each agency.
 */
type Unnamed<F extends Fields> = {
  [K in Named<F>]: F[K]['kind'] extends 'agency' | 'staffMember' ? never : K
}[Named<F>]
type Listed<T extends Contracted> =
  NonNullable<T['list']> extends { columns: readonly (infer C)[]; sort: infer O }
    ? Extract<C | O, Named<T['fields']>>
    : never
type ActionOf<T extends Contracted> = Named<T['actions']>
type StatusOf<T extends Contracted> = T['statuses'][number]

type Summary<T extends Contracted> = ReplyContract<T['fields'], StatusOf<T>, ActionOf<T>, T['dossier'], Listed<T>>
type Reply<T extends Contracted> = ReplyContract<
  T['fields'],
  StatusOf<T>,
  ActionOf<T>,
  T['dossier'],
  Listed<T> | Unnamed<T['fields']>
>

type Filter<T extends Contracted> =
  NonNullable<T['list']> extends { filters: readonly (infer N extends string)[] } ? N : never
type FilterContract<T extends Contracted, N> = N extends 'status'
  ? z.ZodEnum<{ [K in StatusOf<T>]: K }>
  : T['fields'][Extract<N, Named<T['fields']>>] extends Field<infer Z, boolean, infer K>
    ? K extends 'flag'
      ? ReturnType<typeof z.stringbool>
      : Z
    : never
type QueryShape<T extends Contracted> = (typeof PageQuery)['shape'] &
  (T['dossier'] extends 'case' ? { caseId: z.ZodOptional<z.ZodUUID> } : unknown) & {
    [N in Filter<T>]: z.ZodOptional<FilterContract<T, N>>
  }
type Flat<T> = { [K in keyof T]: T[K] extends z.ZodType ? T[K] : never }

/** The contracts of the common routes of a record type. */
export interface ContractsOf<T extends Contracted> {
  /** One record in a list, with the columns that the declaration lists. */
  Summary: Summary<T>
  /** One record with its fields, except fields that name an agency or a member of staff and are not in the list. */
  Reply: Reply<T>
  Page: ReturnType<typeof pageOf<Summary<T>>>
  Query: z.ZodObject<Flat<QueryShape<T>>, z.core.$strict>
  New: NewContract<T['fields'], T['create']['fields'], T['dossier']>
  Act: T['Act']
}

/** Derives the contracts of the common routes from the declaration of the type. */
export const contractsOf = <T extends Contracted>(type: T): ContractsOf<T> => {
  const contracts: object = {
    Summary: replyOf(type, summaryFields(type)),
    Reply: replyOf(type, replyFields(type)),
    Page: pageOf(replyOf(type, summaryFields(type))),
    Query: queryOf(type),
    New: newOf(type),
    Act: type.Act,
  }
  return contracts as ContractsOf<T>
}

/** Returns the names of the fields in a list, in the order of the declaration. */
export const summaryFields = ({ fields, list }: Pick<Contracted, 'fields' | 'list'>): string[] => {
  const listed: readonly string[] = list === undefined ? [] : [...list.columns, list.sort]
  return Object.keys(fields).filter((name) => listed.includes(name))
}

/** Returns the names of the fields in a reply, in the order of the declaration. */
export const replyFields = (type: Pick<Contracted, 'fields' | 'list'>): string[] => {
  const listed = summaryFields(type)
  return Object.entries(type.fields).flatMap(([name, { kind }]) =>
    listed.includes(name) || (kind !== 'agency' && kind !== 'staffMember') ? [name] : [],
  )
}

const queryOf = ({ dossier, fields, statuses, list }: Contracted) =>
  PageQuery.extend({
    ...(dossier === 'case' ? { caseId: z.uuid().optional() } : {}),
    ...Object.fromEntries(
      (list?.filters ?? []).map((name) => [
        name,
        (name === 'status' ? z.enum(statuses) : filterOf(fields[name])).optional(),
      ]),
    ),
  }).strict()

const filterOf = (field: Field | undefined): z.ZodType => {
  if (field === undefined) return z.never()
  return field.kind === 'flag' ? z.stringbool() : field.schema
}
