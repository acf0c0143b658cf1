import { readdirSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { is } from 'drizzle-orm'
import { getTableConfig, type PgColumn, PgTable } from 'drizzle-orm/pg-core'

const source = fileURLToPath(new URL('../../db/src/', import.meta.url))

export interface Mirrored {
  /** `schema.table`, as PostgreSQL calls it. */
  name: string
  columns: {
    name: string
    type: string
    notNull: boolean
    filled: boolean
    key: boolean
    oneOf: string[] | undefined
    bare: boolean
  }[]
}

/** Every table that a `table.ts` declares. */
export const mirroredTables = async (): Promise<Mirrored[]> => {
  const files = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter(
    (file) => path.basename(file) === 'table.ts',
  )
  const modules = await Promise.all(
    files.map((file): Promise<Record<string, unknown>> => import(pathToFileURL(path.join(source, file)).href)),
  )
  return modules.flatMap((exported) =>
    Object.values(exported)
      .filter((value) => is(value, PgTable))
      .map((table) => {
        const { schema, name, columns, primaryKeys } = getTableConfig(table as PgTable)
        const keys = new Set(primaryKeys.flatMap((key) => key.columns.map((column) => column.name)))
        return {
          name: `${schema}.${name}`,
          columns: columns.map((column) => mirroredColumn(column as PgColumn, keys)),
        }
      }),
  )
}

const mirroredColumn = (column: PgColumn, keys: ReadonlySet<string>) => ({
  name: column.name,
  type: column.getSQLType(),
  notNull: column.notNull || keys.has(column.name),
  filled: column.hasDefault || column.generatedIdentity !== undefined,
  key: column.primary || keys.has(column.name),
  oneOf: column.enumValues && [...column.enumValues],
  /** Text of which nothing is said. */
  bare: column.columnType === 'PgText' && !column.enumValues?.length,
})
