import { Column, type DriverValueDecoder, type GetColumnData, is } from 'drizzle-orm'
import type { PendingQuery, Row } from 'postgres'
import { type Pending, sent } from './prepared.ts'

// A reader checks each value of a row when the value arrives from SQL. If a statement returns another type than its
// reader expects, that is a programming error, which is reported with the name of the column.

/** Reads one value, which may be null. drizzle's `mapWith` takes the same type. */
export type Reader<T> = DriverValueDecoder<T, unknown>

const reader = <T>(what: string, isOne: (value: unknown) => value is T): Reader<T> => ({
  mapFromDriverValue: (value) => {
    if (isOne(value)) return value
    // The message leaves out the value, which may be personal data.
    throw new Error(`the database gave ${value === null ? 'null' : typeof value} where ${what} is read`)
  },
})
const isText = (value: unknown): value is string => typeof value === 'string'

export const flag = reader('a truth value', (value): value is boolean => typeof value === 'boolean')
export const number = reader('a number', (value): value is number => typeof value === 'number')
export const text = reader('text', isText)
/** Reads a time as RFC 3339 in UTC, as the client's parser writes it. */
export const instant = reader('an instant', (value): value is string => isText(value) && value[10] === 'T')
export const bytes = reader('bytes', (value): value is Buffer => Buffer.isBuffer(value))
export const texts = reader('a list of text', (value): value is string[] => Array.isArray(value) && value.every(isText))

/** Reads one value of a list in a contract. */
export const oneOf = <const C extends string>(list: readonly C[]): Reader<C> => {
  const known = new Set<unknown>(list)
  return reader(`one of ${list.join(', ')}`, (value): value is C => known.has(value))
}

/** Reads an array of values of a list in a contract. */
export const someOf = <const C extends string>(list: readonly C[]): Reader<C[]> => {
  const known = new Set<unknown>(list)
  return reader(
    'a list of codes',
    (value): value is C[] => Array.isArray(value) && value.every((one) => known.has(one)),
  )
}

/** Reads a value that may be null, as outer joins, aggregates and sub-selects return it. */
export const orNull = <T extends Source>(of: T): Reader<ReadBy<T> | null> => {
  const inner = readerFor(of)
  return { mapFromDriverValue: (value) => (value === null ? null : inner.mapFromDriverValue(value)) }
}
type Source = Column | Reader<unknown>
type ReadBy<T extends Source> = T extends Column ? GetColumnData<T> : T extends Reader<infer V> ? V : never
const readerFor = <T extends Source>(of: T) => (is(of, Column) ? readerOf(of) : of) as Reader<ReadBy<T>>

/** Reads JSON, as a value or as text, and parses it with a contract. */
export const document = <T>(schema: { parse(value: unknown): T }): Reader<T> => ({
  mapFromDriverValue: (value) =>
    schema.parse(typeof value === 'string' ? JSON.parse(value.replaceAll('+00:00"', 'Z"')) : value),
})

const byType: Record<string, Reader<unknown>> = {
  uuid: text,
  text,
  date: text,
  'timestamp with time zone': instant,
  interval: text,
  boolean: flag,
  integer: number,
  smallint: number,
  'double precision': number,
  bytea: bytes,
  'text[]': texts,
  'uuid[]': texts,
}

/** Returns the reader of a table's column, which is the same in all statements. */
const readerOf = (column: Column): Reader<unknown> => {
  const plain = column.enumValues?.length ? oneOf(column.enumValues) : byType[column.getSQLType()]
  if (plain === undefined) throw new Error(`There is no reader for ${column.name}, which is ${column.getSQLType()}`)
  return column.notNull || column.primary ? plain : orNull(plain)
}

type Shape = Readonly<Record<string, Source>>
type RowOf<S extends Shape> = { [K in keyof S]: ReadBy<S[K]> }
/** Reads the rows of a statement that is written as SQL. */
export type Reading<R> = (query: PendingQuery<Row[]>) => Pending<R>
/** The type of a row of a prepared statement or of `rowsOf`. */
export type RowRead<T> = T extends (...given: never[]) => Pending<infer R> ? R : never

/** Returns the reader of rows of this shape: columns of tables, and readers for computed values. */
export const rowsOf = <const S extends Shape>(shape: S): Reading<RowOf<S>> => {
  const names = Object.keys(shape)
  const readers = Object.values(shape).map(readerFor)
  const read = (row: Row): RowOf<S> => {
    const seen: Record<string, unknown> = {}
    for (let at = 0; at < names.length; at += 1) {
      const name = names[at] ?? ''
      seen[name] = readers[at]?.mapFromDriverValue(row[name])
    }
    return seen as RowOf<S>
  }
  return (query) => sent(query, read)
}
