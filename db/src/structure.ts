// Compares the structure that the `table.ts` files declare with the last migration, and writes the difference as SQL.
// Used by developers only.
import { readdirSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { is } from 'drizzle-orm'
import { PgTable } from 'drizzle-orm/pg-core'

/** The tables of a database, as drizzle-kit describes them. */
export interface Structure {
  id: string
  prevId: string
  tables: Record<string, { columns: Record<string, unknown> }>
}
interface Kit {
  generateDrizzleJson(tables: Record<string, PgTable>): Structure
  generateMigration(before: Structure, after: Structure): Promise<string[]>
}

// The ES module of this package cannot be loaded in Node.js, its CommonJS module can.
const require = createRequire(import.meta.url)
const kit: Kit = require('drizzle-kit/api')

/** The file with the structure of the tables after the last migration. */
export const structureFile = fileURLToPath(new URL('../migrations/structure.json', import.meta.url))

/** Returns every table that a `table.ts` of this package declares. */
export const declaredTables = async (): Promise<PgTable[]> => {
  const folder = fileURLToPath(new URL('.', import.meta.url))
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => path.basename(file) === 'table.ts')
    .toSorted()
  const modules = await Promise.all(
    files.map((file): Promise<Record<string, unknown>> => import(pathToFileURL(path.join(folder, file)).href)),
  )
  return modules.flatMap((exported) => Object.values(exported).filter((value): value is PgTable => is(value, PgTable)))
}

/**
 * Returns the structure of these tables. Its id is always the same, so that the file changes only if a table changes.
 */
export const structureOf = (tables: readonly PgTable[]): Structure => ({
  ...kit.generateDrizzleJson(Object.fromEntries(tables.map((table, at) => [at, table]))),
  id: 'tables',
  prevId: 'tables',
})

/**
 * Returns the statements that turn a database of the first structure into one of the second; empty if the structures
 * are the same.
 */
export const statementsBetween = (before: Structure, after: Structure): Promise<string[]> => {
  const unclear = renamesBetween(before, after)
  if (unclear.length > 0) throw new Error(unclear.join('\n'))
  return kit.generateMigration(before, after)
}

/**
 * Returns the possible renames: a removed name and an added name of the same kind. For these drizzle-kit would ask at
 * the terminal whether both mean the same object.
 */
const renamesBetween = (before: Structure, after: Structure): string[] => {
  const changed = (kind: string, was: object, is: object): string[] => {
    const gone = Object.keys(was).filter((name) => !(name in is))
    const come = Object.keys(is).filter((name) => !(name in was))
    return gone.length > 0 && come.length > 0 ? [`${kind}: ${gone.join(', ')} removed, ${come.join(', ')} added`] : []
  }
  return [
    ...changed('tables', before.tables, after.tables),
    ...Object.entries(after.tables).flatMap(([name, { columns }]) =>
      changed(`columns of ${name}`, before.tables[name]?.columns ?? {}, columns),
    ),
  ]
}
