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

// drizzle builds statements and their types; the client of the slot sends them pipelined and prepared, and its parsers
// make the values, so that a row is the same whether SQL or drizzle wrote the statement (decision 0101).

/** A statement that was sent and whose rows are not read yet. */
export type Pending<R> = Promise<R[]> & { execute(): unknown }

/** A statement built once. Each call with a connection and values sends the same prepared text. */
export type Prepared<V, R> = (sql: SlotSql, ...values: keyof V extends never ? [] : [values: V]) => Pending<R>

class Dialect extends PgDialect {
  /** Constants become part of the text, so that the planner sees them; only the values of a call are parameters. */
  override sqlToQuery(statement: SQL) {
    return super.sqlToQuery(statement.inlineParams())
  }

  /** Names only the given columns, because a role may have the right to insert into only some columns. */
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

/** The text to send, and the readers of its rows. */
class Plan extends PgPreparedQuery<PreparedQueryConfig> {
  readonly text: string
  /** The names of the values in the order of the parameters. */
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

/** drizzle passes a placeholder alone, or wrapped with the column for which it is meant. */
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

/** The client's parsers have made the value already; only large numbers, which it leaves as text, are parsed here. */
const decoderOf = (field: SelectedFieldsOrdered[number]['field'], name: string) => {
  if (is(field, Column)) {
    const convert = field.dataType === 'bigint' ? BigInt : field.columnType === 'PgBigInt53' ? Number : undefined
    return convert && ((value: unknown) => (value === null ? null : convert(value as string)))
  }
  const { decoder } = ('sql' in field ? field.sql : field) as { decoder?: DriverValueDecoder<unknown, unknown> }
  // The static type of an SQL expression is unchecked until a reader has parsed the value.
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
    throw new Error('A transaction is begun by asActor, asJob or readPipelined')
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
 * A statement, built once, when its module is loaded. `values` gives names and types of the parameters; each call
 * passes the values.
 */
export const prepared = <R, V extends object = Record<never, never>>(
  describe: (build: Build, values: V) => Built<R>,
): Prepared<V, R> => {
  const values = new Proxy({} as V, { get: (_, name) => sql.placeholder(String(name)) })
  const plan = describe(build, values).prepare('')
  if (!(plan instanceof Plan)) throw new Error('not a statement of this session')
  return (client, ...[given]) => {
    const all = (given ?? {}) as Record<string, unknown>
    // Type 0 lets PostgreSQL infer the type of each parameter.
    const parameters = plan.parameters.map((name) => client.typed(all[name] as string, 0))
    return sent(client.unsafe(plan.text, parameters, { prepare: true }).values(), plan.read as (row: unknown[]) => R)
  }
}

/** Inserts a row. Each set of columns is one statement, built at its first use. */
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

/** Sends the statement now, in the order of the calls, and parses each row when it arrives. */
export const sent = <A, R>(query: Promise<readonly A[]> & { execute(): unknown }, read: (row: A) => R): Pending<R> => {
  const rows = query.then((found) => found.map(read))
  // A rejection that is not awaited yet must not end the process.
  rows.then(undefined, () => {})
  return Object.assign(rows, { execute: () => query.execute() })
}
