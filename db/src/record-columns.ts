import type { Dossier } from '@palermo/shared/records/declaration.ts'
import { columnOf, type Field, type FieldKind, type Fields, type ValueOf } from '@palermo/shared/records/fields.ts'
import type { ImpliedBy, PartyKinds } from '@palermo/shared/records/parties.ts'
import { type $Type, type NotNull, sql } from 'drizzle-orm'
import { boolean, date, integer, type PgColumnBuilderBase, uuid } from 'drizzle-orm/pg-core'
import { app, code, instant, oneOf } from './columns.ts'
import { type Structured, structureOf } from './record-structure.ts'

/**
 * The column type of each kind of field. A sealed text has no column: it is stored in the text table of its
 * compartment.
 */
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
type FieldColumns<F extends Fields> = {
  [K in keyof F as F[K]['kind'] extends 'text' ? never : K]: ColumnFor<F[K]>
}

/** Returns the columns of fields, with their static types. */
const fieldColumns = <F extends Fields>(fields: Fields): FieldColumns<F> =>
  Object.fromEntries(
    Object.entries(fields).flatMap(([name, field]) => {
      if (field.kind === 'text') return []
      const column = builders[field.kind](columnOf(name), field.values ?? [])
      return [[name, field.isOptional ? column : column.notNull()]]
    }),
  ) as FieldColumns<F>

const key = () => ({ id: uuid('id').primaryKey() })

/** Returns the columns of every record with a workflow. */
const lifeColumns = <const S extends string>(statuses: readonly S[]) => ({
  ...key(),
  version: integer('version').notNull().default(1),
  status: oneOf('status', statuses).notNull(),
  createdAt: instant('created_at').notNull().default(sql`app.now()`),
  updatedAt: instant('updated_at').notNull().default(sql`app.now()`),
})
type LifeColumns<S extends string> = ReturnType<typeof lifeColumns<S>>

const inCase = () => ({ caseId: uuid('case_id').notNull() })
/** Returns the column of the case for a type whose records belong to no case but may name one. */
const maybeInCase = () => ({ caseId: uuid('case_id') })
const referenceColumns = () => ({ caseReference: code('case_reference').notNull() })
type CaseColumns<H extends Dossier> = ReturnType<H extends 'case' ? typeof inCase : typeof maybeInCase>

const keyOf = (table: string) => app.table(table, { id: uuid('id').primaryKey() }).id
const targets = { agency: keyOf('agencies'), staffMember: keyOf('people'), case: keyOf('cases') }

/** The parts of a record type from which its table follows. */
interface Declared extends Structured {
  keepsReference?: true
  fields: Fields
  allFields: Fields
  parties: PartyKinds
}
type AllFields<T extends Declared> = Omit<ImpliedBy<T['parties']>, keyof T['fields']> & T['fields']
type Columns<T extends Declared> = (T extends { life: true; statuses: readonly (infer S extends string)[] }
  ? LifeColumns<S>
  : ReturnType<typeof key>) &
  CaseColumns<T['dossier']> &
  (true extends T['keepsReference'] ? ReturnType<typeof referenceColumns> : unknown) &
  FieldColumns<AllFields<T>>
type Flat<T> = { [K in keyof T]: T[K] }
type TableColumns<T extends Declared, M> = Flat<Omit<Columns<T>, keyof M> & M>

/**
 * Builds the table of a record type: id, version, status and times, its case, its parties and its fields.
 * @param more columns that hand-written code sets (`byHand`), and columns of fields that the database fills
 */
export const recordTable = <
  T extends Declared & ({ life: true; statuses: readonly string[] } | { life: false }),
  M extends Record<string, PgColumnBuilderBase> = Record<never, never>,
>(
  type: T,
  more?: M,
) => {
  const columns: Record<string, PgColumnBuilderBase> = {
    ...(type.life ? lifeColumns(type.statuses) : key()),
    ...(type.dossier === 'case' ? inCase() : maybeInCase()),
    ...(type.keepsReference ? referenceColumns() : {}),
    ...fieldColumns(type.allFields),
    ...more,
  }
  return app.table(type.plural, columns as TableColumns<T, M>, (row) => structureOf(type, targets)(row))
}
