import {
  Column,
  type DriverValueDecoder,
  getTableColumns,
  is,
  noopDecoder,
  Param,
  type Query,
  type SQL,
  sql,
  type Table,
} from 'drizzle-orm'
import {
  PgDatabase,
  PgDialect,
  type PgInsertConfig,
  PgPreparedQuery,
  type PgQueryResultHKT,
  PgSession,
  type PgTable,
  type PreparedQueryConfig,
  type SelectedFieldsOrdered,
} from 'drizzle-orm/pg-core'
import type { SlotSql } from './slots.ts'

// Statements are built by drizzle, which also gives their types; they are prepared and pipelined by the connection's
// client, whose parsers read the values. A row is therefore the same whether its statement was written as SQL or by
// drizzle (decision 0076).

/** A statement that was sent and whose rows were not read yet. */
export type Pending<R> = Promise<R[]> & { execute(): unknown }

/** A statement that was built once. Each call, with a connection and values, sends the same prepared text. */
export type Prepared<V, R> = (sql: SlotSql, ...values: keyof V extends never ? [] : [values: V]) => Pending<R>

class Dialect extends PgDialect {
  /** Makes constants part of the text, so that the planner sees them; only the values of a call become parameters. */
  override sqlToQuery(statement: SQL) {
    return super.sqlToQuery(statement.inlineParams())
  }

  /**
   * Writes only the given columns into the statement, because a database role may have the right to insert some columns
   * only.
   */
  override buildInsertQuery(config: PgInsertConfig) {
    const given = new Set((Array.isArray(config.values) ? config.values : []).flatMap((row) => Object.keys(row)))
    if (given.size === 0) return super.buildInsertQuery(config)
    const columns = Object.entries(getTableColumns(config.table)).filter(([name]) => given.has(name))
    const table: PgTable = Object.create(config.table, { [columnsOf]: { value: Object.fromEntries(columns) } })
    return super.buildInsertQuery({ ...config, table })
  }
}
/** The property in which drizzle stores the columns of a table. */
const columnsOf = Symbol.for('drizzle:Columns')

/** The text of a statement, and the readers of its rows. */
class Plan extends PgPreparedQuery<PreparedQueryConfig> {
  readonly text: string
  /** The names of the values, in the order of the parameters. */
  readonly parameters: readonly string[]
  readonly read: ReadRow

  constructor(query: Query, fields: SelectedFieldsOrdered | undefined) {
    super(query, undefined, undefined)
    this.text = query.sql
    this.parameters = query.params.map(nameOf)
    this.read = rowReader(fields ?? [])
  }

  override execute(): never {
    throw new Error('A prepared statement is called with the connection of a transaction')
  }
}

/**
 * Returns the name of a placeholder. drizzle passes a placeholder alone, or wrapped with the column that it is compared
 * with.
 */
const nameOf = (parameter: unknown): string => {
  const placeholder = is(parameter, Param) ? parameter.value : parameter
  if (placeholder !== null && typeof placeholder === 'object' && 'name' in placeholder) return String(placeholder.name)
  throw new Error(`A prepared statement has no place for ${JSON.stringify(parameter)}: hand it over by name`)
}

type ReadRow = (row: readonly unknown[]) => Record<string, unknown>

const rowReader = (fields: SelectedFieldsOrdered): ReadRow => {
  const names = fields.map(({ path: [name = '', ...nested] }) => {
    if (nested.length > 0) throw new Error(`A row of a prepared statement is flat: ${[name, ...nested].join('.')}`)
    return name
  })
  const decoders = fields.map(({ field }, at) => decoderOf(field, names[at] ?? ''))
  return (row) => {
    const read: Record<string, unknown> = {}
    for (let at = 0; at < names.length; at += 1) {
      const decode = decoders[at]
      read[names[at] ?? ''] = decode === undefined ? row[at] : decode(row[at])
    }
    return read
  }
}

/**
 * Returns the decoder of a column. The client's parsers have already decoded the value, except for large numbers, which
 * they leave as text.
 */
const decoderOf = (field: SelectedFieldsOrdered[number]['field'], name: string) => {
  if (is(field, Column)) {
    const convert = field.dataType === 'bigint' ? BigInt : field.columnType === 'PgBigInt53' ? Number : undefined
    return convert && ((value: unknown) => (value === null ? null : convert(value as string)))
  }
  const { decoder } = ('sql' in field ? field.sql : field) as { decoder?: DriverValueDecoder<unknown, unknown> }
  // TypeScript cannot verify the declared type of an SQL expression; only a reader checks the value.
  if (decoder === undefined || decoder === noopDecoder) throw new Error(`${name} has no reader: mapWith(…)`)
  return (value: unknown) => decoder.mapFromDriverValue(value)
}

interface NoRows extends PgQueryResultHKT {
  type: never[]
}

class Session extends PgSession<NoRows> {
  override prepareQuery<T extends PreparedQueryConfig>(query: Query, fields: SelectedFieldsOrdered | undefined) {
    return new Plan(query, fields) as PgPreparedQuery<T>
  }

  override transaction(): never {
    throw new Error('A transaction is begun by read or write')
  }
}

const dialect = new Dialect()
const build = new PgDatabase<NoRows>(dialect, new Session(dialect), undefined)
type Build = typeof build

/** The part of drizzle's builder types that this file needs. */
interface Built<R> extends PromiseLike<R[]> {
  prepare(name: string): unknown
}

/**
 * Declares a statement, which is built once when its module is loaded. `values` gives the names and types of its
 * parameters; each call passes the values.
 */
export const prepared = <R, V extends object = Record<never, never>>(
  describe: (build: Build, values: V) => Built<R>,
): Prepared<V, R> => {
  const values = new Proxy({} as V, { get: (_, name) => sql.placeholder(String(name)) })
  const plan = describe(build, values).prepare('')
  if (!(plan instanceof Plan)) throw new Error('not a statement of this session')
  return (client, ...[given]) => {
    const all = (given ?? {}) as Record<string, unknown>
    // Type 0 lets PostgreSQL infer the type of a parameter.
    const parameters = plan.parameters.map((name) => client.typed(all[name] as string, 0))
    return sent(client.unsafe(plan.text, parameters, { prepare: true }).values(), plan.read as (row: unknown[]) => R)
  }
}

/** Inserts a row. One statement is built for each set of columns, when the set is first used. */
export const insert = <T extends PgTable>(client: SlotSql, table: T, row: T['$inferInsert']): Pending<never> => {
  const values: Values = row
  const names = Object.keys(values).filter((name) => values[name] !== undefined)
  const shapes = inserts.get(table) ?? new Map<string, Prepared<Values, never>>()
  inserts.set(table, shapes)
  const shape = names.join()
  const statement = shapes.get(shape) ?? insertOf(table, names)
  shapes.set(shape, statement)
  return statement(client, values)
}
type Values = Record<string, unknown>
const inserts = new WeakMap<Table, Map<string, Prepared<Values, never>>>()

const insertOf = (table: PgTable, names: readonly string[]): Prepared<Values, never> =>
  prepared<never, Values>((db, values) =>
    db.insert(table).values(Object.fromEntries(names.map((name) => [name, values[name]]))),
  )

/** Sends the statement at once, in the order of the calls, and reads each row when the row arrives. */
export const sent = <A, R>(query: Promise<readonly A[]> & { execute(): unknown }, read: (row: A) => R): Pending<R> => {
  const rows = query.then((found) => found.map(read))
  // Without this handler a rejection that is not awaited yet would end the process.
  rows.then(undefined, () => {})
  return Object.assign(rows, { execute: () => query.execute() })
}
