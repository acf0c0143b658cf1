import { columnOf, type Field, type FieldKind, type Fields, type ValueOf } from '@palermo/shared/records/fields.ts'
import { type $Type, type NotNull, sql } from 'drizzle-orm'
import { boolean, date, integer, uuid } from 'drizzle-orm/pg-core'
import { code, instant, oneOf } from './columns.ts'

/** Column type of each kind of field. Sealed text has no column: it is stored in the text table of its compartment. */
const builders = {
  code: oneOf<string>,
  codes: (name: string) => code(name).array(),
  key: (name: string) => code(name),
  flag: (name: string) => boolean(name),
  fiveValued: oneOf<string>,
  number: (name: string) => integer(name),
  day: (name: string) => date(name),
  instant: (name: string) => instant(name),
  agency: (name: string) => uuid(name),
  staffMember: (name: string) => uuid(name),
  reference: (name: string) => uuid(name),
  compartment: oneOf<string>,
  audience: (name: string) => code(name),
}
type Kept = Exclude<FieldKind, 'text'>
type Builder<K extends Kept> = ReturnType<(typeof builders)[K]>

type ColumnFor<T extends Field> = T['kind'] extends Kept
  ? T['isOptional'] extends true
    ? $Type<Builder<T['kind']>, ValueOf<T>>
    : NotNull<$Type<Builder<T['kind']>, ValueOf<T>>>
  : never
export type FieldColumns<F extends Fields> = {
  [K in keyof F as F[K]['kind'] extends 'text' ? never : K]: ColumnFor<F[K]>
}

/** The columns of the fields of a record type, with their static types. */
export const fieldColumns = <F extends Fields>(fields: F): FieldColumns<F> =>
  Object.fromEntries(
    Object.entries(fields).flatMap(([name, field]) => {
      if (field.kind === 'text') return []
      const column = builders[field.kind](columnOf(name), field.values ?? [])
      return [[name, field.isOptional ? column : column.notNull()]]
    }),
  ) as FieldColumns<F>

/** The columns of every record with a workflow. */
export const lifeColumns = <const S extends string>(statuses: readonly S[]) => ({
  id: uuid('id').primaryKey(),
  version: integer('version').notNull().default(1),
  status: oneOf('status', statuses).notNull(),
  createdAt: instant('created_at').notNull().default(sql`app.now()`),
  updatedAt: instant('updated_at').notNull().default(sql`app.now()`),
})
