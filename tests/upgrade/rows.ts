import { createHash } from 'node:crypto'
import type { Sql } from 'postgres'

/**
 * A table with its columns by column number and the values of all rows. The numbers stay the same when names change.
 */
export interface Contents {
  table: string
  rows: number
  columns: Map<number, { name: string; values: string }>
}

/** The contents of every table by the table's number in PostgreSQL, which stays the same when the table is renamed. */
export const contentsOf = async (sql: Sql): Promise<Map<number, Contents>> => {
  const tables = await sql<{ number: number; schema: string; name: string; columns: Record<string, string> }[]>`
    select c.oid::int as number, n.nspname as schema, c.relname as name, jsonb_object_agg(a.attnum, a.attname) as columns
      from pg_class c join pg_namespace n on n.oid = c.relnamespace join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
     where n.nspname in ('app', 'authz', 'aud') and c.relkind = 'r' group by 1, 2, 3`
  const contents = new Map<number, Contents>()
  for (const { number, schema, name, columns } of tables) {
    const table = sql(`${schema}.${name}`)
    const [count] = await sql<{ rows: number }[]>`select count(*)::int as rows from ${table}`
    const values = new Map<number, { name: string; values: string }>()
    for (const [at, column] of Object.entries(columns)) {
      const all = await sql<{ value: string | null }[]>`select ${sql(column)}::text as value from ${table} order by 1`
      values.set(Number(at), { name: column, values: digest(all.map(({ value }) => value)) })
    }
    contents.set(number, { table: `${schema}.${name}`, rows: count?.rows ?? 0, columns: values })
  }
  return contents
}

const digest = (values: readonly (string | null)[]) => createHash('sha256').update(JSON.stringify(values)).digest('hex')

/** The tables, rows and column values of `before` that are missing or changed in `after`. */
export const lostBetween = (before: ReadonlyMap<number, Contents>, after: ReadonlyMap<number, Contents>): string[] =>
  [...before].flatMap(([number, { table, rows, columns }]) => {
    const now = after.get(number)
    if (now === undefined) return [`${table} (table)`]
    if (now.rows !== rows) return [`${table}: ${now.rows} rows of ${rows}`]
    return [...columns].flatMap(([at, { name, values }]) => {
      const column = now.columns.get(at)
      if (column === undefined) return [`${table}.${name} (column)`]
      return column.values === values ? [] : [`${table}.${name}`]
    })
  })
