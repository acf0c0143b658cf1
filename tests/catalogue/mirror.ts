import { declaredTables } from '@palermo/db/structure.ts'
import { getTableConfig, type PgColumn } from 'drizzle-orm/pg-core'

export interface Mirrored {
  /** The table as `schema.table`. */
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
export const mirroredTables = async (): Promise<Mirrored[]> =>
  (await declaredTables()).map((table) => {
    const { schema, name, columns, primaryKeys } = getTableConfig(table)
    const keys = new Set(primaryKeys.flatMap((key) => key.columns.map((column) => column.name)))
    return {
      name: `${schema}.${name}`,
      columns: columns.map((column) => mirroredColumn(column, keys)),
    }
  })

const mirroredColumn = (column: PgColumn, keys: ReadonlySet<string>) => ({
  name: column.name,
  type: column.getSQLType(),
  notNull: column.notNull || keys.has(column.name),
  filled: column.hasDefault || column.generatedIdentity !== undefined,
  key: column.primary || keys.has(column.name),
  oneOf: column.enumValues && [...column.enumValues],
  /** Whether the column is text without a list of values. */
  bare: column.columnType === 'PgText' && !column.enumValues?.length,
})
